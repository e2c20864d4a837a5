package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.EnvelopeException;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.SymmetricKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which keys open a link, and whether one really does, without keeping anything of it. Safe for many threads. */
public final class LinkKeys {

    private static final byte[] NO_KEY = new byte[0];

    private final Envelopes envelopes;
    private final Duration deadline;
    private final RecipientKeys recipients = new RecipientKeys();

    /** @param deadline of one unwrap */
    public LinkKeys(Algorithms algorithms, Duration deadline) {
        this.envelopes = new Envelopes(algorithms);
        this.deadline = deadline;
    }

    /** What came of trying a key on a link. */
    public enum Trial {
        OPENS,
        DOES_NOT_OPEN,
        KEY_AWAY
    }

    /** Those of the keys for which the link is encrypted; none where it is not encrypted or cannot be read. */
    public Set<KeyId> named(ReceivedLink link, Set<KeyId> keys) {
        return encrypted(link)
                .map(data -> recipients.named(data.recipients(), keys).stream()
                        .map(NamedKey::key)
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** Opens a link that is encrypted for the key; what was opened is wiped at once. */
    public Trial open(ReceivedLink link, KeyId id, Unwrapper key) {
        Optional<LinkData.Encrypted> data = encrypted(link);
        Optional<Bytes> block = data.flatMap(found -> recipients.block(found.recipients(), id));
        if (block.isEmpty()) {
            return Trial.DOES_NOT_OPEN;
        }
        byte[] blob = data.orElseThrow().blob().toByteArray();
        return switch (key.unwrap(block.get().toByteArray(), deadline)) {
            case Unwrap.Unavailable _ -> Trial.KEY_AWAY;
            case Unwrap.Rejected _ -> open(NO_KEY, blob);
            case Unwrap.Unwrapped(byte[] content) -> open(content, blob);
        };
    }

    private Trial open(byte[] unwrapped, byte[] blob) {
        SymmetricKey key = SymmetricKey.ofUnwrapped(unwrapped);
        Arrays.fill(unwrapped, (byte) 0);
        try {
            Arrays.fill(envelopes.openBlob(key, blob), (byte) 0);
            return Trial.OPENS;
        } catch (EnvelopeException e) {
            return Trial.DOES_NOT_OPEN;
        } finally {
            key.destroy();
        }
    }

    private static Optional<LinkData.Encrypted> encrypted(ReceivedLink link) {
        try {
            return LinkData.of(new LinkText(link.raw(), true).link()) instanceof LinkData.Encrypted data
                    ? Optional.of(data)
                    : Optional.empty();
        } catch (FormatException e) {
            return Optional.empty();
        }
    }
}
