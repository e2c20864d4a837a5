package io.traceconnector.app.keys.pkcs11;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One use of the token, which may be several operations, each tried again on what can be mended. Belongs to one thread. */
final class Attempts {

    /** A session gone, its successor without login, a connection replaced, and the one that works. */
    private static final int MOST = 4;

    private final Recovery recovery;
    private final Deadline deadline;
    private final BooleanSupplier left;
    private @Nullable Connection last;

    Attempts(Recovery recovery, Deadline deadline, BooleanSupplier left) {
        this.recovery = recovery;
        this.deadline = deadline;
        this.left = left;
    }

    /**
     * An operation that may be repeated.
     *
     * @throws AwayException where the token cannot be used, or the caller has left
     * @throws CryptokiException where a function fails otherwise
     */
    <T> T operation(Function<Session, T> operation) {
        String reason = "the deadline was over before the token was asked";
        for (int i = 0; i < MOST; i++) {
            if (deadline.isOver() || left.getAsBoolean()) {
                throw new AwayException(reason);
            }
            Connection connection = recovery.connection(deadline);
            last = connection;
            try {
                return connection.with(i > 0, deadline, left, operation);
            } catch (Library.StaleException | KeyGoneException e) {
                reason = e.reason();
                recovery.lost(connection, reason);
            } catch (CryptokiException e) {
                reason = String.valueOf(e.getMessage());
                mend(connection, e, i == MOST - 1);
            }
        }
        throw new AwayException(reason);
    }

    /** An operation that must not be repeated, with a session that may write. */
    <T> T writing(Function<Session, T> operation) {
        return recovery.connection(deadline).writing(deadline, operation);
    }

    /** What was tried last failed for no clear reason, and so did what should have worked. */
    AwayException suspect(CryptokiException failure) {
        String reason = "the token fails (" + failure.getMessage() + ")";
        if (last != null) {
            recovery.lost(last, reason);
        }
        return new AwayException(reason);
    }

    /** The next attempt takes a new session and finds the key again; for some codes that is enough at first. */
    private void mend(Connection connection, CryptokiException failure, boolean inVain) {
        boolean lost = switch (failure.meaning()) {
            case SESSION_GONE, HANDLE_STALE -> inVain;
            case LOGIN_LOST, TOKEN_GONE, LIBRARY_GONE -> true;
            case BLOCK_INVALID, PIN_REFUSED, UNSUITABLE, OTHER -> throw failure;
        };
        if (lost) {
            recovery.lost(connection, String.valueOf(failure.getMessage()));
        }
    }
}
