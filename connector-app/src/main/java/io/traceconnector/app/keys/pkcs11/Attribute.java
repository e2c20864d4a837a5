package io.traceconnector.app.keys.pkcs11;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An attribute with its value (CK_ATTRIBUTE).
 *
 * @param value as it is in memory: numbers in the order of the machine
 */
record Attribute(Type type, byte[] value) {

    enum Type {
        CKA_CLASS(0x00),
        CKA_TOKEN(0x01),
        CKA_PRIVATE(0x02),
        CKA_LABEL(0x03),
        CKA_KEY_TYPE(0x100),
        CKA_ID(0x102),
        CKA_SENSITIVE(0x103),
        CKA_ENCRYPT(0x104),
        CKA_DECRYPT(0x105),
        CKA_SIGN(0x108),
        CKA_VERIFY(0x10a),
        CKA_MODULUS(0x120),
        CKA_MODULUS_BITS(0x121),
        CKA_PUBLIC_EXPONENT(0x122),
        CKA_EXTRACTABLE(0x162),
        CKA_EC_PARAMS(0x180),
        CKA_EC_POINT(0x181),
        CKA_ALWAYS_AUTHENTICATE(0x202);

        private final long value;

        Type(long value) {
            this.value = value;
        }

        long value() {
            return value;
        }
    }

    static Attribute of(Type type, long number) {
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(number);
        return new Attribute(type, bytes);
    }

    static Attribute of(Type type, boolean flag) {
        return new Attribute(type, new byte[] {(byte) (flag ? 1 : 0)});
    }

    /** The number that a value of 8 bytes is. */
    static long number(byte[] value) {
        return MemorySegment.ofArray(value).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
    }

    @Override
    public String toString() {
        return type.toString();
    }
}
