package io.traceconnector.app.decrypt;

import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Where the base64 of {@code data} stands in the bytes of a link, so that a remembered link need not be parsed again.
 *
 * @param from of the first character
 * @param to behind the last one
 */
record DataSpan(int from, int to) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Empty unless reading by the span gives what the link's reader gave: that one takes more spellings and longer numbers. */
    static Optional<DataSpan> find(byte[] raw, Link link, LinkData data) {
        try {
            return last(raw).filter(span -> span.gives(raw, link, data));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The data: JSON text. */
    byte[] data(byte[] raw) {
        return Base64.getDecoder().decode(Arrays.copyOfRange(raw, from, to));
    }

    /** What the data, a JSON string, holds as base64. */
    byte[] blob(byte[] raw) {
        byte[] quoted = data(raw);
        return Base64.getDecoder().decode(Arrays.copyOfRange(quoted, 1, quoted.length - 1));
    }

    private boolean gives(byte[] raw, Link link, LinkData data) {
        return data instanceof LinkData.Encrypted encrypted
                ? encrypted.blob().asByteBuffer().equals(ByteBuffer.wrap(blob(raw)))
                : link.data().asByteBuffer().equals(ByteBuffer.wrap(data(raw)));
    }

    private static Optional<DataSpan> last(byte[] raw) {
        Optional<DataSpan> last = Optional.empty();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), raw)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean data = in.currentName().equals("data");
                if (in.nextToken() == JsonToken.VALUE_STRING && data) {
                    last = unescaped(raw, (int) in.currentTokenLocation().getByteOffset() + 1);
                } else {
                    in.skipChildren();
                }
            }
        }
        return last;
    }

    private static Optional<DataSpan> unescaped(byte[] raw, int from) {
        int to = from;
        while (to < raw.length && raw[to] != '"' && raw[to] != '\\') {
            to++;
        }
        return to < raw.length && raw[to] == '"' ? Optional.of(new DataSpan(from, to)) : Optional.empty();
    }
}
