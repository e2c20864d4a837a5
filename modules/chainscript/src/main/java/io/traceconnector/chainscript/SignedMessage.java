package io.traceconnector.chainscript;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A message with its signature, as it is used to log in: {@code {"public_key","signature","message"}}, each base64, keys and signature of
 * PEM texts. The message is signed as it stands. Bound to 64 KiB.
 */
public record SignedMessage(PublicKeyPem publicKey, Bytes signature, Bytes message) {
    private static final int MAX_LENGTH = 64 << 10;

    public static SignedMessage sign(byte[] message, Signer signer) {
        return new SignedMessage(
                signer.publicKey(), Bytes.takeOwnershipOf(signer.sign(message)), Bytes.copyOf(message));
    }

    /**
     * Reads the JSON, also where it is wrapped in a PEM block {@code MESSAGE}.
     *
     * @throws FormatException with a code that starts with {@code json-}, {@code pem-}, {@code key-} or {@code signed-message}
     */
    public static SignedMessage read(byte[] json) {
        if (json.length > MAX_LENGTH) {
            throw malformed("longer than 64 KiB");
        }
        String text = Json.utf8(json);
        return read(
                Json.tree(text.startsWith("-----BEGIN ") ? Pem.parse(text).der().utf8() : text));
    }

    public static SignedMessage read(JsonNode json) {
        Pem signature = Pem.parse(member(json, "signature").array());
        if (!signature.label().equals("MESSAGE")) {
            throw malformed("whose signature is not labelled MESSAGE");
        }
        return new SignedMessage(
                PublicKeyPem.parse(member(json, "public_key").array()), signature.der(), member(json, "message"));
    }

    /** Reads what a bearer token carries: the base64 of the JSON. */
    public static SignedMessage readBearerToken(String token) {
        return read(Bytes.ofBase64(token).array());
    }

    public boolean isValid(MessageSignatures signatures) {
        return signatures.verify(publicKey, message.array(), signature.array());
    }

    public byte[] json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("public_key", publicKey.pemBytes().base64())
                .put(
                        "signature",
                        Bytes.ofUtf8(new Pem("MESSAGE", signature).text()).base64())
                .put("message", message.base64())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    public String bearerToken() {
        return Base64.getEncoder().encodeToString(json());
    }

    private static Bytes member(JsonNode json, String name) {
        JsonNode member = json.path(name);
        if (!member.isString()) {
            throw malformed("without " + name);
        }
        return Bytes.ofBase64(member.stringValue());
    }

    private static FormatException malformed(String how) {
        return new FormatException("signed-message", "a signed message " + how);
    }
}
