package io.traceconnector.app.journal;

import java.io.Serial;

/** Ends a process at one of the moments at which something outside of it happens, counted from 1; later ones do not come. */
public final class FakeKill {

    private final int at;
    private int moments;

    /** @param at 0 for never */
    public FakeKill(int at) {
        this.at = at;
    }

    public static FakeKill never() {
        return new FakeKill(0);
    }

    public void moment() {
        moments++;
        if (at > 0 && moments >= at) {
            throw new Killed();
        }
    }

    public int moments() {
        return moments;
    }

    /** Nothing in the process may catch it. */
    public static final class Killed extends Error {

        @Serial
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
