package io.traceconnector.app.keys.pkcs11;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A login at a token: good until the token, the login or the library goes, and then replaced by another one. Handles of keys are good within
 * one connection. A session has one borrower at a time, or none: two threads with one session can end the process. One session more stays
 * open and is used for nothing, because the login ends with the last session.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Library library;
    private final long generation;
    private final TokenInfo token;
    private final Set<Mechanism> decrypting;
    private final Set<Mechanism> signing;
    private final long anchor;
    private final int most;
    private final Deque<Long> idle = new ArrayDeque<>();
    private final Set<Long> open = new HashSet<>();
    private volatile boolean proven;
    private boolean retired;

    /**
     * @param anchor the session that keeps the login
     * @param most how many sessions besides are kept for use; one that comes back beyond that is closed
     */
    Connection(Library library, long generation, TokenInfo token, Cryptoki cryptoki, long anchor, int most) {
        this.library = library;
        this.anchor = anchor;
        this.most = most;
        this.generation = generation;
        this.token = token;
        this.decrypting = cryptoki.mechanisms(token.slot(), Usage.DECRYPT);
        this.signing = cryptoki.mechanisms(token.slot(), Usage.SIGN);
        open.add(anchor);
    }

    TokenInfo token() {
        return token;
    }

    long generation() {
        return generation;
    }

    boolean decryptsBy(Mechanism mechanism) {
        return decrypting.contains(mechanism);
    }

    boolean signsBy(Mechanism mechanism) {
        return signing.contains(mechanism);
    }

    /** Whether anything was ever done with it. */
    boolean isProven() {
        return proven;
    }

    synchronized int openSessions() {
        return open.size();
    }

    /**
     * Does something with a session of its own. The session is written off where that fails, or the caller has left.
     *
     * @param fresh whether the session must be a new one
     */
    <T> T with(boolean fresh, Deadline deadline, BooleanSupplier left, Function<Session, T> operation) {
        return library.call(generation, deadline, cryptoki -> {
            long handle = borrow(cryptoki, fresh);
            boolean good = false;
            try {
                T result = operation.apply(new Session(cryptoki, this, handle));
                proven = true;
                good = !left.getAsBoolean();
                return result;
            } finally {
                if (!good || !returned(handle)) {
                    writeOff(cryptoki, handle);
                }
            }
        });
    }

    /** Does something with a session that may write, which is closed afterwards. */
    <T> T writing(Deadline deadline, Function<Session, T> operation) {
        return library.call(generation, deadline, cryptoki -> {
            long handle = opened(cryptoki, true);
            try {
                return operation.apply(new Session(cryptoki, this, handle));
            } finally {
                writeOff(cryptoki, handle);
            }
        });
    }

    /** Closes its sessions, as far as there are any left; those that are in use when they come back. */
    void retire(Deadline deadline) {
        Deque<Long> unused;
        synchronized (this) {
            if (retired) {
                return;
            }
            retired = true;
            unused = new ArrayDeque<>(idle);
            unused.add(anchor);
            idle.clear();
        }
        try {
            library.call(generation, deadline, cryptoki -> {
                unused.forEach(handle -> writeOff(cryptoki, handle));
                return unused;
            });
        } catch (AwayException e) {
            LOG.debug("the sessions of a token went with its library");
        }
    }

    private long borrow(Cryptoki cryptoki, boolean fresh) {
        Long handle;
        synchronized (this) {
            handle = idle.poll();
        }
        if (handle != null && !fresh) {
            return handle;
        }
        if (handle != null) {
            // The new one takes the place of one that may be as broken as the one before.
            writeOff(cryptoki, handle);
        }
        return opened(cryptoki, false);
    }

    /**
     * Where sessions were closed underneath, a library may give the number of such a one to a new one: an idle one of that number is
     * forgotten, and while one of that number is lent another session is opened.
     */
    private long opened(Cryptoki cryptoki, boolean forWriting) {
        for (int i = 0; i <= most; i++) {
            long handle = cryptoki.openSession(token.slot(), forWriting);
            synchronized (this) {
                if (open.add(handle) || idle.remove(handle)) {
                    return handle;
                }
            }
        }
        throw new AwayException("the library gives out only sessions that are in use");
    }

    private synchronized boolean returned(long handle) {
        boolean kept = !retired && idle.size() < most;
        if (kept) {
            idle.push(handle);
        }
        return kept;
    }

    private void writeOff(Cryptoki cryptoki, long handle) {
        synchronized (this) {
            open.remove(handle);
        }
        try {
            cryptoki.closeSession(handle);
        } catch (CryptokiException e) {
            LOG.debug("a session of a token was closed before: {}", e.getMessage());
        }
    }
}
