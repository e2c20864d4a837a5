package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where one consumer is in one feed, and where it goes from there. Reads to the head and waits there; reads again from before the first
 * doubtful page when a sweep is due, and from before the first closed link when a key was added. Knows no thread and no network. For one
 * thread.
 */
final class Reading {

    /** Pages in a row that do not lead on, or refusals of a cursor, before the feed is read again from its start. */
    private static final int MOST_FRUITLESS = 5;

    private final SweepConfig config;
    private final SweepPlan plan;
    private String keys;
    private Spot at;
    private Spot previous;
    private Optional<Spot> closed;
    private Optional<Spot> doubt;
    private Pass pass;
    private Instant notBefore = Instant.MIN;
    private boolean resting;
    private int fruitless;
    private long settledGap;
    private OptionalLong suspectedGap = OptionalLong.empty();
    private long settled;

    /** What to ask for. */
    record Request(Optional<Cursor> after, Instant notBefore) {}

    /** What to do after a page. */
    enum Step {
        READ_ON,
        WAIT_AT_HEAD,
        /** The page did not lead on: wait, and ask again. */
        WAIT_STUCK
    }

    Reading(Mark mark, SweepConfig config, Instant now) {
        this.config = config;
        plan = new SweepPlan(config);
        keys = mark.keys();
        at = mark.at();
        previous = at;
        closed = mark.closed();
        doubt = mark.doubt();
        settled = at.passed();
        pass = Pass.forward(tally(at), now);
        doubt.ifPresent(from -> sweep(from, now));
    }

    Request next(String currentKeys, Instant now) {
        if (!mark().madeWith(currentKeys)) {
            keys = currentKeys;
            readClosedAgain(now);
        }
        if (resting && plan.isDue(now)) {
            doubt.ifPresent(from -> sweep(from, now));
        }
        return new Request(at.after(), notBefore);
    }

    Step take(SharedPage page, Instant now) {
        Spot before = at;
        boolean fresh = pass.take(page, before, previous);
        if (closed.isEmpty() && page.segments().stream().anyMatch(Reading::staysClosed)) {
            closed = Optional.of(before);
        }
        at = new Spot(page.next(), pass.tally().passed());
        if (page.hasNext() && (!fresh || at.after().equals(before.after()))) {
            pass.stuck(previous, before.after());
            notBefore = now;
            countFruitless(now);
            return Step.WAIT_STUCK;
        }
        fruitless = 0;
        previous = before;
        if (page.hasNext()) {
            resting = false;
            return Step.READ_ON;
        }
        reachHead(page, now);
        return Step.WAIT_AT_HEAD;
    }

    /** Trace refuses the cursor that was asked for; at some point it never comes back, and the feed begins anew. */
    void refused(Instant now) {
        if (at.after().isPresent()) {
            countFruitless(now);
        }
    }

    /** What a consumer stores with the links that were taken last. */
    Mark mark() {
        return new Mark(at, keys, closed, pass.isSweep() ? doubt : Spot.earlier(doubt, pass.doubtful()));
    }

    boolean isSweeping() {
        return pass.isSweep();
    }

    boolean isDoubtful() {
        return mark().doubt().isPresent();
    }

    /** Distinct links that were taken; while sweeping those taken before. */
    long passed() {
        return pass.isSweep() ? settled : pass.tally().passed();
    }

    Optional<Instant> sweepDue() {
        return plan.due();
    }

    private void reachHead(SharedPage page, Instant now) {
        long gap = page.total() < 0 ? 0 : page.total() - pass.tally().passed();
        boolean suspected = suspectedGap.isPresent() && suspectedGap.getAsLong() == gap;
        if (gap != 0 && gap != settledGap && !suspected) {
            // A link may have come between Trace's count and its list: believed when the next answer says the same.
            suspectedGap = OptionalLong.of(gap);
            return;
        }
        if (gap != 0 && (pass.isSweep() || gap != settledGap)) {
            pass.miscounted(gap);
        }
        settledGap = gap;
        pass.tally().settle();
        conclude(now);
    }

    private void conclude(Instant now) {
        if (pass.isSweep()) {
            doubt = pass.doubtful();
            if (doubt.isPresent()) {
                plan.swept(pass.findings(), pass.took(now), now);
            } else {
                plan.clear();
            }
        } else if (pass.doubtful().isPresent()) {
            doubt = Spot.earlier(doubt, pass.doubtful());
            plan.found(pass.findings(), now);
        }
        settled = pass.tally().passed();
        suspectedGap = OptionalLong.empty();
        pass = Pass.forward(pass.tally(), now);
        resting = true;
    }

    private void countFruitless(Instant now) {
        fruitless++;
        if (fruitless == MOST_FRUITLESS) {
            boolean vain = pass.isSweep();
            pass.stuck(Spot.START, at.after());
            conclude(now);
            if (!vain) {
                plan.hasten(now);
            }
        }
    }

    private void readClosedAgain(Instant now) {
        if (closed.isEmpty()) {
            return;
        }
        Spot from = closed.get();
        closed = Optional.empty();
        if (isDoubtful()) {
            doubt = Spot.earlier(mark().doubt(), Optional.of(from));
            doubt.ifPresent(earliest -> sweep(earliest, now));
        } else {
            begin(from);
            pass = Pass.forward(tally(from), now);
        }
    }

    private void sweep(Spot from, Instant now) {
        begin(from);
        closed = closed.filter(first -> first.passed() < from.passed());
        pass = Pass.sweep(tally(from), now);
        notBefore = now;
    }

    private void begin(Spot from) {
        at = from;
        previous = from;
        resting = false;
        fruitless = 0;
        suspectedGap = OptionalLong.empty();
    }

    private Tally tally(Spot from) {
        return new Tally(from.passed(), config.distinctLinks());
    }

    static boolean staysClosed(Segment segment) {
        return segment.payload() instanceof Payload.Closed || segment.payload() instanceof Payload.NotForUs;
    }
}
