package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of transit key that sign as Trace wants it, and how each is asked for that. */
enum VaultKeyType {
    ED25519(""),
    ECDSA_P256("/sha2-256"),
    RSA("/sha2-256");

    private final String hash;

    VaultKeyType(String hash) {
        this.hash = hash;
    }

    /** @throws CustodyException for a kind that Trace has no use for */
    static VaultKeyType of(String type) {
        return switch (type) {
            case "ed25519" -> ED25519;
            case "ecdsa-p256" -> ECDSA_P256;
            case "rsa-2048", "rsa-3072", "rsa-4096" -> RSA;
            default ->
                throw new CustodyException(
                        KeyProblem.Code.KEY_TYPE_UNSUITABLE,
                        "Trace knows signing keys of the types ed25519, ecdsa-p256 and rsa-2048, -3072 and -4096; this one is "
                                + (type.matches("[a-z0-9-]{1,30}") ? type : "something else"));
        };
    }

    /** What follows the key's name in the path of a signature. */
    String hash() {
        return hash;
    }

    /** What a request for a signature says besides input and version. */
    void addParameters(ObjectNode request) {
        switch (this) {
            case ED25519 -> {}
            case ECDSA_P256 -> request.put("marshaling_algorithm", "asn1");
            case RSA -> request.put("signature_algorithm", "pkcs1v15");
        }
    }

    /** Ed25519 is told as its 32 bytes in base64, the others as PEM. */
    PublicKeyPem publicKey(String told) {
        return this == ED25519 ? PublicKeyPem.ofEd25519(Base64.getDecoder().decode(told)) : PublicKeyPem.parse(told);
    }
}
