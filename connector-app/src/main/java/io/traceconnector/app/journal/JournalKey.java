package io.traceconnector.app.journal;

import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.local.LocalKeyFile;
import io.traceconnector.app.keys.local.LocalKeyStorage;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local key of a journal. Its file follows the organisation's keys: it is wrapped for the newest decryption key and signed by the
 * signing key of today. A file that does not open is left as it is, for its key may come back. For one thread at a time.
 */
public final class JournalKey implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalKey.class);

    private final JournalOwner owner;
    private final JournalKind kind;
    private final LocalKeyStorage storage;
    private final SymmetricKey local;
    private KeyId wrappedFor;
    private LocalKeyFile file;

    private JournalKey(JournalOwner owner, JournalKind kind, LocalKeyStorage storage, Found found) {
        this.owner = owner;
        this.kind = kind;
        this.storage = storage;
        this.local = found.local();
        this.wrappedFor = found.wrappedFor();
        this.file = found.file();
    }

    /**
     * Opens the key that is there, or makes one where nothing is.
     *
     * @param used whether something is there already that was encrypted with it: then none is made
     * @throws KeyUnavailableException where a key of the organisation is away
     * @throws JournalKeyException where the file does not open with the keys of today, or is missing
     */
    public static JournalKey open(JournalOwner owner, JournalKind kind, LocalKeyStorage storage, boolean used)
            throws IOException {
        if (storage.read().isEmpty()) {
            if (used) {
                throw new JournalKeyException("local.key is missing beside the journal; put it back");
            }
            DecryptionKey newest = owner.newest();
            LocalKeyFile file = new LocalKeyFile(kind.keyTitle(), storage, owner.with(newest));
            return new JournalKey(owner, kind, storage, new Found(file.make(), newest.id(), file));
        }
        KeyId id = LocalKeyFile.keyOf(storage)
                .orElseThrow(() -> new JournalKeyException("local.key is damaged; put the right one back"));
        DecryptionKey key = owner.ring().decryptionKeys(owner.organisation()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new JournalKeyException("local.key is wrapped for decryption key " + id.spkiSha256()
                        + ", which is not among those of the organisation; add it to decryption-keys again"));
        LocalKeyFile file = new LocalKeyFile(kind.keyTitle(), storage, owner.with(key));
        SymmetricKey local = file.read()
                .orElseThrow(
                        () -> new JournalKeyException(
                                "local.key is not signed by the organisation's signing key of today, or damaged; "
                                        + "start once with the signing key of before, and replace that while the connector runs"));
        JournalKey opened = new JournalKey(owner, kind, storage, new Found(local, id, file));
        opened.follow();
        return opened;
    }

    public SymmetricKey local() {
        return local;
    }

    /** Wraps and signs it anew where the organisation has a newer decryption key or another signing key. */
    public void follow() throws IOException {
        DecryptionKey newest = owner.newest();
        if (newest.id().equals(wrappedFor)) {
            file.signAnew();
            return;
        }
        LocalKeyFile next = new LocalKeyFile(kind.keyTitle(), storage, owner.with(newest));
        try {
            next.write(local);
            file = next;
            wrappedFor = newest.id();
            LOG.atInfo()
                    .addKeyValue("organisation", owner.organisation())
                    .addKeyValue("key", newest.id().spkiSha256())
                    .addKeyValue("of", kind.purpose())
                    .log("a local key is wrapped for the newest decryption key now");
        } catch (KeyUnavailableException e) {
            LOG.debug("the signing key is away; the local key is wrapped anew later", e);
        }
    }

    @Override
    public void close() {
        local.destroy();
    }

    private record Found(SymmetricKey local, KeyId wrappedFor, LocalKeyFile file) {}
}
