package io.traceconnector.app.keys.pkcs11;

/** The kinds of object that are looked for (CKO_...). */
enum ObjectClass {
    PUBLIC_KEY(2),
    PRIVATE_KEY(3);

    private final long value;

    ObjectClass(long value) {
        this.value = value;
    }

    Attribute attribute() {
        return Attribute.of(Attribute.Type.CKA_CLASS, value);
    }
}
