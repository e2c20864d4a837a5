package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.Base64;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of a transit key. Every signature is verified before it is given on: a key that was put in another's place, or a wrong answer,
 * must not reach Trace.
 */
record VaultSigningKey(
        String name,
        int version,
        VaultKeyType type,
        PublicKeyPem publicKey,
        VaultClient client,
        MessageSignatures signatures)
        implements SigningKey {

    @Override
    public byte[] publicKeyPem() {
        return publicKey.pemBytes().toByteArray();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            return signature(message);
        } catch (CustodyException e) {
            throw new KeyUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    /** @throws CustodyException where Vault gives none that verifies */
    byte[] signature(byte[] message) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("input", Base64.getEncoder().encodeToString(message))
                .put("key_version", version);
        type.addParameters(body);
        String told = client.post("sign/" + name + type.hash(), body)
                .path("signature")
                .asString("");
        String prefix = "vault:v" + version + ":";
        byte[] signature = told.startsWith(prefix) ? decoded(told.substring(prefix.length())) : new byte[0];
        if (!signatures.verify(publicKey, message, signature)) {
            throw new CustodyException(
                    KeyProblem.Code.CUSTODIAN_REFUSED,
                    "what Vault gives for version " + version + " of the key " + name
                            + " is no signature of it; was the key replaced? Load the keys anew");
        }
        return signature;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "signing key " + name + "@" + version + " at a vault, " + publicKey;
    }
}
