package io.traceconnector.chainscript;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** One of the things in a PKCS#12 file (RFC 7292 section 4.2). */
record Pkcs12Bag(PKCS12SafeBag bag) {

    boolean isPrivateKey() {
        return bag.getType().equals(PKCSObjectIdentifiers.keyBag)
                || bag.getType().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag);
    }

    /** The friendlyName. */
    Optional<String> name() {
        return Optional.ofNullable(bag.getAttributes()).stream()
                .flatMap(Stream::of)
                .filter(attribute -> attribute.getAttrType().equals(PKCS12SafeBag.friendlyNameAttribute))
                .flatMap(attribute -> Stream.of(attribute.getAttributeValues()))
                .map(value -> ((ASN1String) value).getString())
                .findFirst();
    }

    byte[] pkcs8(InputDecryptorProvider decryption) throws IOException, PKCSException {
        return switch (bag.getBagValue()) {
            case PrivateKeyInfo clear -> clear.getEncoded();
            case PKCS8EncryptedPrivateKeyInfo shrouded ->
                shrouded.decryptPrivateKeyInfo(decryption).getEncoded();
            default -> throw new IOException("a key bag without a key");
        };
    }
}
