package io.traceconnector.chainscript;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts form data into links, in either generation's way, and signs them. For any number of threads. */
public final class LinkSealing {
    private final Envelopes envelopes;
    private final LinkSignatures signatures;

    public LinkSealing(Envelopes envelopes, LinkSignatures signatures) {
        this.envelopes = envelopes;
        this.signatures = signatures;
    }

    /**
     * First generation: encrypts under a fresh key for every recipient, adds them to the metadata, then signs.
     *
     * @param draft without data; its metadata is a JSON object or empty
     * @throws FormatException with code {@code recipients-count} for none or too many, {@code key-type} for one that is not RSA,
     *     {@code link-metadata} for metadata that is no object, or one of {@link CanonicalJson}
     */
    public Link seal(Link draft, byte[] formData, List<RecipientKey> recipients, Signer signer) {
        return sealed(draft, metadata(draft), CanonicalJson.canonicalize(formData), recipients, signer)
                .link();
    }

    /**
     * The same for a draft whose metadata is at hand, with the JSON that is sent.
     *
     * @param metadata takes the place of the draft's; not changed
     * @param canonical form data as {@link CanonicalJson} gives it, which is not looked at again
     */
    public SignedLink sealed(
            Link draft, ObjectNode metadata, byte[] canonical, List<RecipientKey> recipients, Signer signer) {
        if (recipients.isEmpty() || recipients.size() > Recipients.MAX) {
            throw new FormatException(
                    "recipients-count", "1 to " + Recipients.MAX + " recipients are needed, not " + recipients.size());
        }
        SymmetricKey key = SymmetricKey.random();
        try {
            Bytes named = withRecipients(metadata, key, recipients);
            Bytes data = EncryptedText.of(envelopes.sealBlob(key, canonical));
            return signatures.signed(with(draft, data, named), signer);
        } finally {
            key.destroy();
        }
    }

    /** Second generation: the link gets the form data's hash, then is signed; the form data travels beside it. */
    public Link sealHash(Link draft, byte[] formData, Signer signer) {
        return sealedHash(draft, CanonicalJson.canonicalize(formData), signer).link();
    }

    /**
     * Like {@link #sealHash}, with the JSON that is sent.
     *
     * @param canonical form data as {@link CanonicalJson} gives it, which is not looked at again
     */
    public SignedLink sealedHash(Link draft, byte[] canonical, Signer signer) {
        byte[] hash = Digests.sha256(canonical);
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("algo", "sha256")
                .put("hash", Bytes.takeOwnershipOf(hash).base64());
        return signatures.signed(
                with(
                        draft,
                        Bytes.takeOwnershipOf(CanonicalJson.write(data)),
                        draft.meta().data()),
                signer);
    }

    /** Written at once: as a tree the recipients would cost more than a signature. */
    private Bytes withRecipients(ObjectNode metadata, SymmetricKey key, List<RecipientKey> recipients) {
        int expected = 512;
        for (RecipientKey recipient : recipients) {
            expected += recipient.publicKey().canonicalText().length
                    + recipient.publicKey().bits() / 6
                    + 128;
        }
        CanonicalSink out = new CanonicalSink(expected);
        try (KeyWrapping wrapping = envelopes.wrapping(key)) {
            new CanonicalWriter(out).objectWith(metadata, "recipients", () -> {
                char separator = '[';
                for (RecipientKey recipient : recipients) {
                    out.ascii(separator);
                    out.ascii("{\"pubKey\":");
                    out.canonical(recipient.publicKey().canonicalText());
                    out.ascii(",\"pubKeyId\":");
                    out.string(recipient.keyId());
                    out.ascii(",\"symmetricKey\":");
                    out.base64(Bytes.takeOwnershipOf(wrapping.block(recipient.publicKey())));
                    out.ascii('}');
                    separator = ',';
                }
                out.ascii(']');
            });
        }
        return Bytes.takeOwnershipOf(out.toByteArray());
    }

    /**
     * The metadata of a draft.
     *
     * @throws FormatException with code {@code link-metadata} where it is no JSON object
     */
    public static ObjectNode metadata(Link draft) {
        if (draft.meta().data().isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode json = Json.tree(draft.meta().data().array());
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new FormatException("link-metadata", "the metadata of a link to seal must be a JSON object");
    }

    private static Link with(Link draft, Bytes data, Bytes metadata) {
        return new Link(
                draft.version(),
                data,
                draft.meta().toBuilder().data(metadata).build(),
                draft.signatures(),
                draft.explicitZeros());
    }
}
