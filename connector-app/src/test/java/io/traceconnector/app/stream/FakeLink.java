package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.LinkHash;
import io.traceconnector.app.trace.ReceivedLink;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A link as text that the fake opener reads.
 *
 * @param key the name of the key that opens it
 * @param signer {@code known}, {@code forged} or {@code copied}
 */
record FakeLink(int number, String trace, String content, String key, String signer) {

    static FakeLink of(int number, String key) {
        return new FakeLink(number, "trace-" + number / 3, "content-" + number, key, "known");
    }

    static FakeLink parse(byte[] raw) {
        String[] parts = new String(raw, StandardCharsets.UTF_8).split(";", -1);
        return new FakeLink(Integer.parseInt(parts[0]), parts[1], parts[2], parts[3], parts[4]);
    }

    FakeLink rewritten(String otherContent, String otherSigner) {
        return new FakeLink(number, trace, otherContent, key, otherSigner);
    }

    byte[] raw() {
        return String.join(";", Integer.toString(number), trace, content, key, signer)
                .getBytes(StandardCharsets.UTF_8);
    }

    LinkHash hash() {
        return hash(raw());
    }

    Cursor cursor() {
        return cursor(number);
    }

    ReceivedLink received() {
        return new ReceivedLink(Optional.of(cursor()), hash(), raw(), Optional.empty());
    }

    static Cursor cursor(int number) {
        String array = "[\"natural\"," + number + "]";
        return new Cursor(Base64.getEncoder().encodeToString(array.getBytes(StandardCharsets.UTF_8)));
    }

    static LinkHash hash(byte[] raw) {
        try {
            return new LinkHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(raw)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
