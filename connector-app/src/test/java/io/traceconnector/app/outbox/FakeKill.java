package io.traceconnector.app.outbox;

import java.io.Serial;

/** Ends a process at one of the moments at which something outside of it happens, counted from 1; later ones do not come. */
final class FakeKill {

    private final int at;
    private int moments;

    /** @param at 0 for never */
    FakeKill(int at) {
        this.at = at;
    }

    static FakeKill never() {
        return new FakeKill(0);
    }

    void moment() {
        moments++;
        if (at > 0 && moments >= at) {
            throw new Killed();
        }
    }

    int moments() {
        return moments;
    }

    /** Nothing in the process may catch it. */
    static final class Killed extends Error {

        @Serial
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
