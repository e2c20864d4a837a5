package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.local.LocalKeyFile;
import io.traceconnector.app.keys.local.LocalKeyOwner;
import io.traceconnector.app.keys.local.LocalKeyStorage;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local key of an organisation's outbox. Its file follows the organisation's keys: it is wrapped for the newest decryption key and signed by the
 * signing key of today. A file that does not open is left as it is, for its key may come back. For one thread at a time.
 */
final class OutboxKey implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxKey.class);
    private static final String TITLE = "trace-connector local key of the outbox 1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OrganisationId organisation;
    private final KeyRing ring;
    private final Algorithms algorithms;
    private final LocalKeyStorage storage;
    private final SymmetricKey local;
    private KeyId wrappedFor;
    private LocalKeyFile file;

    private OutboxKey(
            OrganisationId organisation, KeyRing ring, Algorithms algorithms, LocalKeyStorage storage, Found found) {
        this.organisation = organisation;
        this.ring = ring;
        this.algorithms = algorithms;
        this.storage = storage;
        this.local = found.local();
        this.wrappedFor = found.wrappedFor();
        this.file = found.file();
    }

    /**
     * Opens the key that is there, or makes one where nothing is.
     *
     * @throws KeyUnavailableException where a key of the organisation is away
     * @throws OutboxStalledException where the file does not open with the keys of today, or is missing beside a journal
     */
    static OutboxKey open(OrganisationId organisation, KeyRing ring, Algorithms algorithms, Disk disk)
            throws IOException {
        LocalKeyStorage storage = new DiskKeyStorage(disk);
        if (storage.read().isEmpty()) {
            if (disk.exists(Journal.NAME)) {
                throw new OutboxStalledException("local.key is missing beside the journal; put it back");
            }
            DecryptionKey newest = ring.decryptionKeys(organisation).getFirst();
            LocalKeyFile file = new LocalKeyFile(TITLE, storage, owner(organisation, newest, ring, algorithms));
            return new OutboxKey(organisation, ring, algorithms, storage, new Found(file.make(), newest.id(), file));
        }
        KeyId id = LocalKeyFile.keyOf(storage)
                .orElseThrow(() -> new OutboxStalledException("local.key is damaged; put the right one back"));
        DecryptionKey key = ring.decryptionKeys(organisation).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new OutboxStalledException("local.key is wrapped for decryption key " + id.spkiSha256()
                                + ", which is not among those of the organisation; add it to decryption-keys again"));
        LocalKeyFile file = new LocalKeyFile(TITLE, storage, owner(organisation, key, ring, algorithms));
        Optional<SymmetricKey> local = file.read();
        OutboxKey opened = new OutboxKey(
                organisation,
                ring,
                algorithms,
                storage,
                new Found(
                        local.orElseThrow(
                                () -> new OutboxStalledException(
                                        "local.key is not signed by the organisation's signing key of today, or damaged; "
                                                + "start once with the signing key of before, and replace that while the connector runs")),
                        id,
                        file));
        opened.follow();
        return opened;
    }

    SymmetricKey local() {
        return local;
    }

    /** Wraps and signs it anew where the organisation has a newer decryption key or another signing key. */
    void follow() throws IOException {
        DecryptionKey newest = ring.decryptionKeys(organisation).getFirst();
        if (newest.id().equals(wrappedFor)) {
            file.signAnew();
            return;
        }
        LocalKeyFile next = new LocalKeyFile(TITLE, storage, owner(organisation, newest, ring, algorithms));
        try {
            next.write(local);
            file = next;
            wrappedFor = newest.id();
            LOG.atInfo()
                    .addKeyValue("organisation", organisation)
                    .addKeyValue("key", newest.id().spkiSha256())
                    .log("the outbox's local key is wrapped for the newest decryption key now");
        } catch (KeyUnavailableException e) {
            LOG.debug("the signing key is away; the local key is wrapped anew later", e);
        }
    }

    private static LocalKeyOwner owner(
            OrganisationId organisation, DecryptionKey key, KeyRing ring, Algorithms algorithms) {
        return new LocalKeyOwner(
                organisation, key, ring, (owner, id, block) -> ring.unwrap(owner, id, block, PATIENCE), algorithms);
    }

    @Override
    public void close() {
        local.destroy();
    }

    private record Found(SymmetricKey local, KeyId wrappedFor, LocalKeyFile file) {}
}
