package io.traceconnector.app;

import io.traceconnector.app.decrypt.LinkKeys;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.app.trace.ReceivedLink;
import java.util.Set;

/** Tries one key on a bounded number of the links of each workflow that are encrypted for it. For one thread. */
final class KeyDrill {

    private final LinkKeys readers;
    private final KeyId id;
    private final Unwrapper key;
    private final int sample;
    private int tried;
    private int opened;
    private int failed;

    KeyDrill(LinkKeys readers, KeyId id, Unwrapper key, int sample) {
        this.readers = readers;
        this.id = id;
        this.key = key;
        this.sample = sample;
    }

    /** At the beginning of each workflow. */
    void begin() {
        tried = 0;
    }

    /** False once the workflow's sample is full. */
    boolean tryOn(ReceivedLink link) {
        if (readers.named(link, Set.of(id)).isEmpty()) {
            return true;
        }
        if (readers.open(link, id, key) == LinkKeys.Trial.OPENS) {
            opened++;
        } else {
            failed++;
        }
        return ++tried < sample;
    }

    int opened() {
        return opened;
    }

    int failed() {
        return failed;
    }

    boolean passed() {
        return opened > 0 && failed == 0;
    }
}
