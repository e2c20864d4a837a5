package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One reading from a place to the head, and what was doubtful on the way. */
final class Pass {

    /** Findings beyond it count, but are not compared with those of the next sweep. */
    private static final int MOST_FINDINGS = 10_000;

    private final boolean sweep;
    private final Instant began;
    private final Tally tally;
    private final Set<Long> findings = new HashSet<>();
    private Optional<Spot> doubtful = Optional.empty();

    private Pass(boolean sweep, Instant began, Tally tally) {
        this.sweep = sweep;
        this.began = began;
        this.tally = tally;
    }

    static Pass forward(Tally tally, Instant now) {
        return new Pass(false, now, tally);
    }

    static Pass sweep(Tally tally, Instant now) {
        return new Pass(true, now, tally);
    }

    boolean isSweep() {
        return sweep;
    }

    Duration took(Instant now) {
        return sweep ? Duration.between(began, now) : Duration.ZERO;
    }

    Tally tally() {
        return tally;
    }

    /** From where the feed should be read again; empty where nothing was doubtful. */
    Optional<Spot> doubtful() {
        return doubtful;
    }

    Set<Long> findings() {
        return findings;
    }

    /**
     * Counts and judges the links of a page.
     *
     * @param before where the page was asked for
     * @param previous where the page before it was asked for
     * @return whether there was a link that had not been passed, or no link at all
     */
    boolean take(SharedPage page, Spot before, Spot previous) {
        boolean fresh = page.segments().isEmpty();
        OptionalLong last = before.after().map(CursorNumber::of).orElse(OptionalLong.empty());
        for (Segment segment : page.segments()) {
            long fingerprint = LinkSet.fingerprint(segment.hash());
            if (tally.pass(fingerprint)) {
                fresh = true;
            } else {
                doubt(previous, Doubt.REPEATED, fingerprint);
            }
            OptionalLong number = segment.cursor().map(CursorNumber::of).orElse(OptionalLong.empty());
            if (number.isPresent() && last.isPresent() && number.getAsLong() <= last.getAsLong()) {
                doubt(previous, Doubt.OUT_OF_ORDER, fingerprint);
            }
            last = number.isPresent() ? number : last;
            if (isUnproven(segment)) {
                doubt(before, Doubt.UNPROVEN, fingerprint);
            }
        }
        return fresh;
    }

    void stuck(Spot from, Optional<Cursor> cursor) {
        doubt(from, Doubt.STUCK, cursor.hashCode());
    }

    void miscounted(long gap) {
        doubt(Spot.START, Doubt.COUNT, gap);
    }

    private void doubt(Spot from, Doubt kind, long detail) {
        doubtful = Spot.earlier(Optional.of(from), doubtful);
        if (findings.size() < MOST_FINDINGS) {
            findings.add(detail * 31 + kind.name().hashCode());
        }
    }

    private static boolean isUnproven(Segment segment) {
        if (segment.payload() instanceof Payload.Closed(Payload.Reason reason)) {
            if (reason == Payload.Reason.TOO_LARGE) {
                return false;
            }
            if (reason == Payload.Reason.COPIED) {
                return true;
            }
        }
        return !segment.verification().verified();
    }
}
