package io.traceconnector.sandbox.graphql;

import io.traceconnector.sandbox.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cursors: base64 of {@code ["natural",n]}, where n is a place in the list, from 1. */
final class Cursors {

    private static final Pattern FORM = Pattern.compile("\\[\\s*\"natural\"\\s*,\\s*(\\d{1,9})\\s*]");

    private Cursors() {}

    static String of(int place) {
        return Base64.getEncoder().encodeToString(("[\"natural\"," + place + "]").getBytes(StandardCharsets.US_ASCII));
    }

    /** The place; 0, before the first, for the empty cursor. */
    static int place(String cursor) {
        if (cursor.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            Matcher matcher = FORM.matcher(text);
            if (matcher.matches()) {
                return Integer.parseInt(matcher.group(1));
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }

    private static ApiException refused() {
        return ApiException.badRequest("a cursor that is not one of ours");
    }
}
