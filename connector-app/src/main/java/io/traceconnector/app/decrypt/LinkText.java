package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.SymmetricKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A link as received, parsed once and only when it must be. For one thread at a time. */
final class LinkText {

    private final byte[] raw;
    private final Sha256 digest;
    private final boolean passing;
    private Optional<KeptLink> kept = Optional.empty();
    private @Nullable Link link;

    /** @param passing read in passing, with the history of a feed, and not soon again */
    LinkText(byte[] raw, boolean passing) {
        this.raw = raw;
        this.passing = passing;
        this.digest = Sha256.of(raw);
    }

    byte[] raw() {
        return raw;
    }

    Sha256 digest() {
        return digest;
    }

    boolean isPassing() {
        return passing;
    }

    /** Holds what was found on disk until it is used. */
    void found(KeptLink link) {
        kept = Optional.of(link);
    }

    /** @throws io.traceconnector.chainscript.FormatException when it is no link */
    Link link() {
        Link parsed = link;
        if (parsed == null) {
            parsed = LinkJson.read(raw);
            link = parsed;
        }
        return parsed;
    }

    /** The link's data, JSON text. */
    byte[] data(Optional<DataSpan> span) {
        return span.map(known -> known.data(raw)).orElseGet(() -> link().data().toByteArray());
    }

    /** The link's data as a ciphertext; it must have been found to be one. */
    Ciphertext ciphertext(LinkFacts facts, RecipientKeys recipients) {
        return new Ciphertext() {
            @Override
            public Sha256 digest() {
                return digest;
            }

            @Override
            public Optional<LinkFacts> facts() {
                return Optional.of(facts);
            }

            @Override
            public Optional<SymmetricKey> takeFound(KeyId key) {
                Optional<KeptLink> taken = kept.filter(link -> link.key().equals(key));
                if (taken.isPresent()) {
                    kept = Optional.empty();
                }
                return taken.flatMap(KeptLink::symmetric);
            }

            @Override
            public boolean isPassing() {
                return passing;
            }

            @Override
            public byte[] blob() {
                return facts.data()
                        .map(known -> known.blob(raw))
                        .orElseGet(() -> encrypted().blob().toByteArray());
            }

            @Override
            public byte[] block(KeyId key) {
                return recipients
                        .block(encrypted().recipients(), key)
                        .map(Bytes::toByteArray)
                        .orElseThrow();
            }
        };
    }

    private LinkData.Encrypted encrypted() {
        return (LinkData.Encrypted) LinkData.of(link());
    }
}
