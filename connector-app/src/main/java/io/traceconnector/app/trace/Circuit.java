package io.traceconnector.app.trace;

import java.time.Duration;
import java.util.Optional;

/** Leaves a host alone after failures in a row; after a pause one call at a time tries whether it is back. */
final class Circuit {

    enum State {
        CLOSED(0),
        PROBING(1),
        OPEN(2);

        private final int gauge;

        State(int gauge) {
            this.gauge = gauge;
        }

        /** The state as a metric shows it. */
        int gauge() {
            return gauge;
        }
    }

    private final CircuitConfig config;
    private final Pace pace;
    private State state = State.CLOSED;
    private int failures;
    private Duration openUntil = Duration.ZERO;

    Circuit(CircuitConfig config, Pace pace) {
        this.config = config;
        this.pace = pace;
    }

    synchronized State state() {
        return state;
    }

    /** A pass for one call, to be closed after it; empty where the host is left alone. */
    synchronized Optional<Pass> enter() {
        if (state == State.CLOSED) {
            return Optional.of(new Pass(false));
        }
        if (state == State.OPEN && pace.elapsed().compareTo(openUntil) >= 0) {
            state = State.PROBING;
            return Optional.of(new Pass(true));
        }
        return Optional.empty();
    }

    private synchronized void ended(boolean probe, Optional<Boolean> good) {
        // A call that began before the circuit opened says nothing about the host now.
        if (state != (probe ? State.PROBING : State.CLOSED)) {
            return;
        }
        if (good.isEmpty()) {
            state = probe ? State.OPEN : State.CLOSED;
        } else if (good.get()) {
            state = State.CLOSED;
            failures = 0;
        } else if (probe || ++failures >= config.failures()) {
            state = State.OPEN;
            openUntil = pace.elapsed().plus(config.pause());
        }
    }

    /** Reports how a call went; closed without a report, the call said nothing about the host. */
    final class Pass implements AutoCloseable {

        private final boolean probe;
        private Optional<Boolean> good = Optional.empty();

        private Pass(boolean probe) {
            this.probe = probe;
        }

        void report(boolean hostIsWell) {
            good = Optional.of(hostIsWell);
        }

        @Override
        public void close() {
            ended(probe, good);
        }
    }
}
