package io.traceconnector.chainscript;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a link's data is, told by its shape. */
public sealed interface LinkData {
    /** The link has no data. */
    record None() implements LinkData {}

    /** Data in clear, or something that is not ours to judge. */
    record Plain(Bytes data) implements LinkData {}

    /** Second generation: the form data travels beside the link, which holds its hash. */
    record Hashed(Bytes sha256) implements LinkData {
        /** Whether the canonical form of this JSON has the hash. Malformed JSON has not. */
        public boolean matches(byte[] formData) {
            byte[] canonical;
            try {
                canonical = CanonicalJson.canonicalize(formData);
            } catch (FormatException e) {
                return false;
            }
            return sha256.equals(Bytes.takeOwnershipOf(Digests.sha256(canonical)));
        }
    }

    /**
     * First generation.
     *
     * @param blob {@code iv|ciphertext|tag}
     * @param recipients at least one
     */
    record Encrypted(Bytes blob, List<Recipient> recipients) implements LinkData {}

    /** Looks encrypted, but its recipients cannot be read: neither to be opened nor to be taken for clear data. */
    record Unreadable(String code) implements LinkData {}

    static LinkData of(Link link) {
        Bytes data = link.data();
        if (data.isEmpty()) {
            return new None();
        }
        Optional<Bytes> blob = EncryptedText.blob(data);
        if (blob.isEmpty()) {
            return hash(data).<LinkData>map(Hashed::new).orElseGet(() -> new Plain(data));
        }
        if (link.meta().data().isEmpty()) {
            return new Plain(data);
        }
        try {
            List<Recipient> recipients = Recipients.read(link.meta().data().array());
            return recipients.isEmpty() ? new Plain(data) : new Encrypted(blob.get(), recipients);
        } catch (FormatException e) {
            return new Unreadable(e.code());
        }
    }

    /** The hash in <code>{"algo":"sha256","hash":base64}</code>. */
    private static Optional<Bytes> hash(Bytes data) {
        // Longer data cannot be just the two members, unless its author is fond of blanks.
        if (data.size() > 256 || data.array()[0] != '{') {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.tree(data.array());
            if (json.size() == 2
                    && json.path("algo").asString("").equals("sha256")
                    && json.path("hash").isString()) {
                return Optional.of(Bytes.ofBase64(json.path("hash").stringValue()))
                        .filter(hash -> hash.size() == 32);
            }
            return Optional.empty();
        } catch (FormatException e) {
            return Optional.empty();
        }
    }
}
