package io.traceconnector.app.keys;

import io.traceconnector.chainscript.Algorithms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decryption keys that are tried and not used otherwise, such as those of a backup. Safe for many threads. */
public final class BackupKeys implements AutoCloseable {

    /** One operation at a time is enough for a trial. */
    private static final int CONCURRENCY = 1;

    private final List<Unwrapper> keys = new ArrayList<>();

    /**
     * @param custodians by their configured names; not closed with the keys
     * @throws CustodyException where the source gives no decryption key
     */
    public BackupKeys(KeySource source, Algorithms algorithms, Map<String, Custodian> custodians) {
        KeyFileReader files = new KeyFileReader(new KeyFileAccess(false));
        boolean complete = false;
        try {
            new KeyLoading(files, algorithms, new Slots(CONCURRENCY), custodians)
                    .each(source.place(), (where, key) -> keys.add(key.get()));
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    public List<Unwrapper> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        keys.forEach(Unwrapper::close);
    }
}
