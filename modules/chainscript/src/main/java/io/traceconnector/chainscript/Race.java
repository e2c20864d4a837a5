package io.traceconnector.chainscript;

import io.traceconnector.chainscript.SelfTest.Exercise;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

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
    private final LongSupplier nanos;
    private final long[] best;

    private Race(List<Exercise> runners, LongSupplier nanos) {
        this.runners = runners;
        this.nanos = nanos;
        this.best = new long[runners.size()];
        Arrays.fill(best, NOT_RUN);
    }

    /** @return the index of the winner; on a near tie the first. Who fails loses. */
    static int winner(List<Exercise> runners) {
        return winner(runners, System::nanoTime);
    }

    static int winner(List<Exercise> runners, LongSupplier nanos) {
        return runners.size() == 1 ? 0 : new Race(runners, nanos).run();
    }

    private int run() {
        long started = nanos.getAsLong();
        for (int round = 1; round <= ROUNDS; round++) {
            for (int i = 0; i < best.length; i++) {
                long time = best[i] == FAILED ? FAILED : time(runners.get(i));
                best[i] = time == FAILED ? FAILED : Math.min(best[i], time);
            }
            if (round >= LEAST_ROUNDS && (nanos.getAsLong() - started > LIMIT || oneIsFarAhead())) {
                break;
            }
        }
        int winner = 0;
        for (int i = 1; i < best.length; i++) {
            winner = best[i] * NEAR_TIE < best[winner] ? i : winner;
        }
        return winner;
    }

    private long time(Exercise exercise) {
        long before = nanos.getAsLong();
        try {
            exercise.run();
            return nanos.getAsLong() - before;
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
