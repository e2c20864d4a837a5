package io.traceconnector.app.callers.store;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A secret that was shown: {@code <prefix>_<id8>_<43 characters>_<crc6>}, of which the third part holds 256 random bits and the last is the CRC-32
 * of everything before it, all in base62. The prefix is for scanners of secrets, the CRC refuses what was mistyped.
 *
 * @param id says which one it is; not secret
 * @param text all of it
 */
public record Secret(Kind kind, String id, String text) {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final Pattern FORM =
            Pattern.compile("(tc[spc])_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 256;
    private static final int ID_LENGTH = 8;
    private static final int SECRET_LENGTH = 43;
    private static final int CRC_LENGTH = 6;

    /** Whose it is. */
    public enum Kind {
        SERVICE_ACCOUNT("tcs"),
        PLUGIN("tcp"),
        CONNECTION("tcc");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** An id for a new one. */
    static String newId() {
        return digits(new BigInteger(ID_LENGTH * 5, RANDOM), ID_LENGTH);
    }

    static Secret make(Kind kind, String id) {
        String head = kind.prefix + "_" + id + "_" + digits(new BigInteger(BITS, RANDOM), SECRET_LENGTH);
        return new Secret(kind, id, head + "_" + crc(head));
    }

    /** Empty where it has not the form of one of this kind, or was mistyped. */
    public static Optional<Secret> parse(Kind kind, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !form.group(1).equals(kind.prefix)) {
            return Optional.empty();
        }
        boolean typed = crc(text.substring(0, form.end(3))).equals(form.group(4));
        return typed ? Optional.of(new Secret(kind, form.group(2), text)) : Optional.empty();
    }

    /** Whether a text has the form of a secret of some kind, mistyped or not. */
    public static boolean isLike(String text) {
        return FORM.matcher(text).matches();
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CRC_LENGTH);
    }

    private static String digits(BigInteger number, int length) {
        char[] digits = new char[length];
        Arrays.fill(digits, DIGITS.charAt(0));
        BigInteger rest = number;
        for (int i = length - 1; i >= 0 && rest.signum() > 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(digits);
    }

    /** Its id alone. */
    @Override
    public String toString() {
        return kind.prefix + "_" + id;
    }
}
