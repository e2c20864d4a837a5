package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signatures of links, version 1.0.0: over the SHA-256 of the canonical payload, which is signed as a message (so RSA and ECDSA hash it
 * again). For any number of threads.
 */
public final class LinkSignatures {
    /** Further signatures of a link are not checked and reported as {@code signature-count}: each costs a public-key operation. */
    public static final int MAX_CHECKED = 100;

    private static final String MESSAGE_LABEL = "MESSAGE";

    private final MessageSignatures signatures;

    public LinkSignatures(MessageSignatures signatures) {
        this.signatures = signatures;
    }

    /**
     * What a signature with this path is made over, 32 bytes.
     *
     * @throws FormatException with code {@code payload-path}
     */
    public static byte[] digest(Link link, PayloadPath path) {
        return digest(link, path, PayloadView.AS_RECEIVED);
    }

    private static byte[] digest(Link link, PayloadPath path, PayloadView view) {
        return Digests.sha256(path.payload(link, view));
    }

    /** The link with a signature over version, data and meta; unchanged if this key's is there already. */
    public Link sign(Link link, Signer signer) {
        return signed(link, signer).link();
    }

    /** Like {@link #sign}, with the JSON that is sent. */
    public SignedLink signed(Link link, Signer signer) {
        Bytes pem = signer.publicKey().pemBytes();
        if (link.signatures().stream()
                .anyMatch(signature -> signature.publicKey().equals(pem))) {
            return new SignedLink(link, LinkJson.write(link));
        }
        Optional<UnsignedLink> unsigned = UnsignedLink.of(link);
        byte[] digest = unsigned.map(UnsignedLink::digest).orElseGet(() -> digest(link, PayloadPath.DEFAULT));
        byte[] signature = signer.sign(digest);
        String text = new Pem(MESSAGE_LABEL, Bytes.takeOwnershipOf(signature)).text();
        Link signed = link.withSignature(
                new LinkSignature(LinkSignature.VERSION, PayloadPath.DEFAULT.toString(), pem, Bytes.ofUtf8(text)));
        return new SignedLink(
                signed, unsigned.map(begun -> begun.json(signed)).orElseGet(() -> LinkJson.write(signed)));
    }

    public List<SignatureCheck> verify(Link link) {
        return verify(link, pem -> PublicKeyPem.parse(pem.array()));
    }

    /**
     * Checks all signatures of a link.
     *
     * @param keys parses the bytes of a signature's public key, or remembers; throws {@link FormatException} like
     *     {@link PublicKeyPem#parse(byte[])}
     * @return one check a signature, in order
     */
    public List<SignatureCheck> verify(Link link, Function<Bytes, PublicKeyPem> keys) {
        List<SignatureCheck> checks = new ArrayList<>(link.signatures().size());
        for (LinkSignature signature : link.signatures()) {
            checks.add(
                    checks.size() < MAX_CHECKED
                            ? check(link, signature, keys)
                            : SignatureCheck.invalid(Coverage.PART, Optional.empty(), "signature-count"));
        }
        return checks;
    }

    private SignatureCheck check(Link link, LinkSignature signature, Function<Bytes, PublicKeyPem> keys) {
        Optional<PublicKeyPem> key = Optional.empty();
        Coverage covers = Coverage.PART;
        try {
            key = Optional.of(keys.apply(signature.publicKey()));
            PayloadPath path = PayloadPath.parse(signature.payloadPath());
            covers = path.covers();
            if (!signature.version().equals(LinkSignature.VERSION)) {
                return SignatureCheck.invalid(covers, key, "signature-version");
            }
            byte[] raw = raw(signature);
            return isOver(link, path, key.get(), raw)
                    ? SignatureCheck.valid(covers, key.get())
                    : SignatureCheck.invalid(covers, key, "signature-invalid");
        } catch (FormatException e) {
            return SignatureCheck.invalid(covers, key, e.code());
        }
    }

    private boolean isOver(Link link, PayloadPath path, PublicKeyPem key, byte[] signature) {
        byte[] received = digest(link, path, PayloadView.AS_RECEIVED);
        if (signatures.verify(key, received, signature)) {
            return true;
        }
        byte[] withDefaults = digest(link, path, PayloadView.WITH_DEFAULTS);
        return !Arrays.equals(received, withDefaults) && signatures.verify(key, withDefaults, signature);
    }

    private static byte[] raw(LinkSignature signature) {
        Pem pem;
        try {
            pem = Pem.parse(signature.signature().array());
        } catch (FormatException e) {
            throw new FormatException("signature-malformed", "a signature that is not a PEM text");
        }
        if (!pem.label().equals(MESSAGE_LABEL)) {
            throw new FormatException("signature-malformed", "a signature that is not labelled MESSAGE");
        }
        return pem.der().array();
    }
}
