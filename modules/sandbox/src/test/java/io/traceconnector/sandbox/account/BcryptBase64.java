package io.traceconnector.sandbox.account;

import java.util.Arrays;
import java.util.Base64;

/** Base64 in the order of letters that bcrypt has. */
final class BcryptBase64 {

    private static final String BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private BcryptBase64() {}

    static byte[] decode(String text) {
        return Arrays.copyOf(Base64.getDecoder().decode(translate(text, BCRYPT, STANDARD)), 16);
    }

    static String encode(byte[] bytes) {
        return translate(Base64.getEncoder().withoutPadding().encodeToString(bytes), STANDARD, BCRYPT);
    }

    private static String translate(String text, String from, String to) {
        StringBuilder translated = new StringBuilder();
        text.chars().forEach(c -> translated.append(to.charAt(from.indexOf(c))));
        return translated.toString();
    }
}
