package io.traceconnector.app.decrypt;

import io.traceconnector.chainscript.SymmetricKey;
import java.util.Optional;
import java.util.function.Function;

/** A symmetric key that several threads use and that is wiped once it is forgotten and the last of them is done. */
final class SharedKey {

    private final SymmetricKey key;
    private int users;
    private boolean forgotten;

    SharedKey(SymmetricKey key) {
        this.key = key;
    }

    /** Empty where the key has been forgotten. */
    <T> Optional<T> use(Function<SymmetricKey, T> work) {
        if (!enter()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(key));
        } finally {
            leave();
        }
    }

    synchronized void forget() {
        forgotten = true;
        wipeIfUnused();
    }

    private synchronized boolean enter() {
        if (forgotten) {
            return false;
        }
        users++;
        return true;
    }

    private synchronized void leave() {
        users--;
        wipeIfUnused();
    }

    private void wipeIfUnused() {
        if (forgotten && users == 0) {
            key.destroy();
        }
    }

    @Override
    public String toString() {
        return "shared key";
    }
}
