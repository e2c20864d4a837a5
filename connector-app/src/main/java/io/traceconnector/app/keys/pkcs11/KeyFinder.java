package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.KeyName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Finds private keys by their names. */
final class KeyFinder {

    private KeyFinder() {}

    /** Handles of all private keys that have the label and the id that are given. */
    static List<Long> find(Session session, KeyName name) {
        List<Attribute> wanted = new ArrayList<>(List.of(ObjectClass.PRIVATE_KEY.attribute()));
        name.label()
                .map(text -> new Attribute(Attribute.Type.CKA_LABEL, text.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(wanted::add);
        name.id()
                .map(digits ->
                        new Attribute(Attribute.Type.CKA_ID, HexFormat.of().parseHex(digits)))
                .ifPresent(wanted::add);
        List<Long> found = session.find(wanted);
        if (found.isEmpty()) {
            session.requireLogin();
        }
        return found;
    }

    static String label(Session session, long object) {
        return session.attribute(object, Attribute.Type.CKA_LABEL)
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .orElse("");
    }

    /** In lower-case hexadecimal digits. */
    static String id(Session session, long object) {
        return session.attribute(object, Attribute.Type.CKA_ID)
                .map(HexFormat.of()::formatHex)
                .orElse("");
    }

    static boolean flag(Session session, long object, Attribute.Type type, boolean otherwise) {
        return session.attribute(object, type)
                .filter(value -> value.length > 0)
                .map(value -> value[0] != 0)
                .orElse(otherwise);
    }
}
