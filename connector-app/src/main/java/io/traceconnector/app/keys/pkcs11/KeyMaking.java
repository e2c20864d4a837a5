package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes key pairs inside a token: sensitive, not extractable, RSA for decrypting and signing, the others for signing. */
final class KeyMaking {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] EXPONENT = HEX.parseHex("010001");

    private KeyMaking() {}

    /**
     * @return the public half, as the token has it
     * @throws CustodyException where the label or the id is taken
     */
    static PublicKeyPem make(Session session, KeySpec spec, String label, String id) {
        refuseTaken(session, new KeyName(Optional.of(label), Optional.empty()));
        refuseTaken(session, new KeyName(Optional.empty(), Optional.of(id)));
        List<Attribute> name = List.of(
                Attribute.of(Attribute.Type.CKA_TOKEN, true),
                new Attribute(Attribute.Type.CKA_LABEL, label.getBytes(StandardCharsets.UTF_8)),
                new Attribute(Attribute.Type.CKA_ID, HEX.parseHex(id)));
        generate(session, spec, name);
        KeyName made = new KeyName(Optional.of(label), Optional.of(id));
        return PublicHalf.of(session, KeyFinder.find(session, made).getFirst());
    }

    private static void refuseTaken(Session session, KeyName name) {
        if (!KeyFinder.find(session, name).isEmpty()) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_DUPLICATE, "the token has a key with " + name + " already; choose another one");
        }
    }

    private static void generate(Session session, KeySpec spec, List<Attribute> name) {
        switch (spec) {
            case RSA_2048 -> rsa(session, 2048, name);
            case RSA_3072 -> rsa(session, 3072, name);
            case RSA_4096 -> rsa(session, 4096, name);
            case EC_P256 -> onCurve(session, Mechanism.EC_KEY_PAIR_GEN, PublicHalf.P256, name);
            case ED25519 -> ed25519(session, name);
        }
    }

    private static void rsa(Session session, int bits, List<Attribute> name) {
        List<Attribute> kind = List.of(
                Attribute.of(Attribute.Type.CKA_MODULUS_BITS, bits),
                new Attribute(Attribute.Type.CKA_PUBLIC_EXPONENT, EXPONENT),
                Attribute.of(Attribute.Type.CKA_ENCRYPT, true));
        session.generate(Mechanism.RSA_PKCS_KEY_PAIR_GEN, publicHalf(name, kind), privateHalf(name, KeyType.RSA));
    }

    private static void onCurve(Session session, Mechanism mechanism, String parameters, List<Attribute> name) {
        List<Attribute> kind = List.of(new Attribute(Attribute.Type.CKA_EC_PARAMS, HEX.parseHex(parameters)));
        session.generate(mechanism, publicHalf(name, kind), privateHalf(name, KeyType.EC_P256));
    }

    /** Tokens differ in how they name the curve; what one does not know, it refuses. */
    private static void ed25519(Session session, List<Attribute> name) {
        try {
            onCurve(session, Mechanism.EC_EDWARDS_KEY_PAIR_GEN, PublicHalf.ED25519.get(1), name);
        } catch (CryptokiException e) {
            onCurve(session, Mechanism.EC_EDWARDS_KEY_PAIR_GEN, PublicHalf.ED25519.get(0), name);
        }
    }

    private static List<Attribute> publicHalf(List<Attribute> name, List<Attribute> kind) {
        List<Attribute> attributes = new ArrayList<>(name);
        attributes.addAll(kind);
        attributes.add(Attribute.of(Attribute.Type.CKA_VERIFY, true));
        return attributes;
    }

    private static List<Attribute> privateHalf(List<Attribute> name, KeyType type) {
        List<Attribute> attributes = new ArrayList<>(name);
        attributes.add(Attribute.of(Attribute.Type.CKA_PRIVATE, true));
        attributes.add(Attribute.of(Attribute.Type.CKA_SENSITIVE, true));
        attributes.add(Attribute.of(Attribute.Type.CKA_EXTRACTABLE, false));
        attributes.add(Attribute.of(Attribute.Type.CKA_SIGN, true));
        // Some tokens say yes of themselves, also for keys that only sign.
        attributes.add(Attribute.of(Attribute.Type.CKA_DECRYPT, type == KeyType.RSA));
        return attributes;
    }
}
