package io.traceconnector.sandbox.graphql;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the maps and lists of an answer, with {@link RawJson} copied as it is. */
final class AnswerWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NULL = ascii("null");

    private final OutputStream out;

    AnswerWriter(OutputStream out) {
        this.out = out;
    }

    void write(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.write(NULL);
            case RawJson raw -> raw.writeTo(out);
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            case String text -> text(text);
            default -> out.write(JSON.writeValueAsBytes(value));
        }
    }

    private void object(Map<?, ?> map) throws IOException {
        byte separator = '{';
        for (Map.Entry<?, ?> member : map.entrySet()) {
            out.write(separator);
            text(String.valueOf(member.getKey()));
            out.write(':');
            write(member.getValue());
            separator = ',';
        }
        if (separator == '{') {
            out.write('{');
        }
        out.write('}');
    }

    private void array(List<?> list) throws IOException {
        out.write('[');
        boolean more = false;
        for (Object element : list) {
            if (more) {
                out.write(',');
            }
            write(element);
            more = true;
        }
        out.write(']');
    }

    private void text(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                out.write(JSON.writeValueAsBytes(text));
                return;
            }
        }
        out.write('"');
        out.write(ascii(text));
        out.write('"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
