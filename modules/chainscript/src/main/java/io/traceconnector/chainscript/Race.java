package io.traceconnector.chainscript;

import io.traceconnector.chainscript.SelfTest.Exercise;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds the fastest of some exercises: runs them in turn and takes the shortest run of each, so that what else the machine does counts for
 * little. Over after {@value #ROUNDS} rounds, and from the second round on once {@link #LIMIT} is over or one is far ahead.
 */
final class Race {
    private static final int ROUNDS = 12;

    /** So that no first run, which loads classes, decides. */
    private static final int LEAST_ROUNDS = 2;

    private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(25);
    private static final double FAR_AHEAD = 3;
    private static final long FAILED = Long.MAX_VALUE;
    private static final long NOT_RUN = FAILED - 1;

    /** Who comes later must be faster by this factor to win: the choice must not change from start to start. */
    private static final double NEAR_TIE = 1.3;

    private final List<Exercise> runners;
    private final long[] best;

    private Race(List<Exercise> runners) {
        this.runners = runners;
        this.best = new long[runners.size()];
        Arrays.fill(best, NOT_RUN);
    }

    /** @return the index of the winner; on a near tie the first. Who fails loses. */
    static int winner(List<Exercise> runners) {
        return runners.size() == 1 ? 0 : new Race(runners).run();
    }

    private int run() {
        long started = System.nanoTime();
        for (int round = 1; round <= ROUNDS; round++) {
            for (int i = 0; i < best.length; i++) {
                long time = best[i] == FAILED ? FAILED : time(runners.get(i));
                best[i] = time == FAILED ? FAILED : Math.min(best[i], time);
            }
            if (round >= LEAST_ROUNDS && (System.nanoTime() - started > LIMIT || oneIsFarAhead())) {
                break;
            }
        }
        int winner = 0;
        for (int i = 1; i < best.length; i++) {
            winner = best[i] * NEAR_TIE < best[winner] ? i : winner;
        }
        return winner;
    }

    private static long time(Exercise exercise) {
        long before = System.nanoTime();
        try {
            exercise.run();
            return System.nanoTime() - before;
        } catch (GeneralSecurityException | RuntimeException e) {
            return FAILED;
        }
    }

    private boolean oneIsFarAhead() {
        long[] times = best.clone();
        Arrays.sort(times);
        return times[0] * FAR_AHEAD < times[1];
    }
}
