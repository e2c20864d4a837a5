package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A link as received, parsed once and only when it must be. For one thread at a time. */
final class LinkText {

    private final byte[] raw;
    private final Sha256 digest;
    private @Nullable Link link;

    LinkText(byte[] raw) {
        this.raw = raw;
        this.digest = Sha256.of(raw);
    }

    byte[] raw() {
        return raw;
    }

    Sha256 digest() {
        return digest;
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
