package io.traceconnector.chainscript;

/**
 * A signature over a part of its link.
 *
 * @param type never written by a known client and without meaning: the algorithm comes from the key
 * @param payloadPath a JMESPath over the link's JSON; empty means {@code [version,data,meta]}
 * @param publicKey the bytes of a PEM text
 * @param signature the bytes of a PEM text labelled {@code MESSAGE}
 */
public record LinkSignature(
        String version,
        String type,
        String payloadPath,
        Bytes publicKey,
        Bytes signature,
        ExplicitZeros explicitZeros) {
    public static final String VERSION = "1.0.0";

    public LinkSignature(String version, String payloadPath, Bytes publicKey, Bytes signature) {
        this(version, "", payloadPath, publicKey, signature, ExplicitZeros.NONE);
    }
}
