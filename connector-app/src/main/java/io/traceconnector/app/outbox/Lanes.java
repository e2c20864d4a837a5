package io.traceconnector.app.outbox;

import io.traceconnector.api.TraceId;
import java.util.HashMap;
import java.util.Map;

/**
 * One lane for each trace that is written to, for as long as it is. There are as many turns as open entries and waiting callers, which are
 * bounded elsewhere. Safe for many threads.
 */
final class Lanes {

    private final Map<TraceId, Lane> lanes = new HashMap<>();

    /** A turn behind all that are there. */
    synchronized Turn enter(TraceId trace) {
        Lane lane = lanes.computeIfAbsent(trace, _ -> new Lane());
        Turn turn = new Turn(trace, lane);
        lane.turns.add(turn);
        if (lane.turns.peek() == turn) {
            turn.comes();
        }
        return turn;
    }

    /** Gives the turn back, come or not. */
    synchronized void leave(Turn turn) {
        Lane lane = turn.lane();
        lane.turns.remove(turn);
        if (lane.turns.isEmpty()) {
            lanes.remove(turn.trace());
        } else {
            lane.turns.peek().comes();
        }
    }
}
