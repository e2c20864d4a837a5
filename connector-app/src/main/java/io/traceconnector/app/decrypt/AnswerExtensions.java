package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer's {@code extensions}: those of Trace as they came, and {@code connector} as their last member where there is something to say. A member
 * {@code connector} of Trace's own is left out, so that nobody else speaks in the connector's name; only then are Trace's written anew.
 */
final class AnswerExtensions {

    private static final String CONNECTOR = "connector";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private record Held(String before, String key, String value) {}

    private final AnswerNotes notes;
    private @Nullable Held held;

    AnswerExtensions(AnswerNotes notes) {
        this.notes = notes;
    }

    /**
     * @param before the comma before the member, and white space
     * @param key with the colon and white space
     * @param value {@code null} or an object
     */
    void holdBack(byte[] before, byte[] key, byte[] value) {
        if (held != null) {
            throw new AnswerException("the answer has its extensions twice");
        }
        held = new Held(new String(before, UTF_8), new String(key, UTF_8), own(value));
    }

    /**
     * The member to be written; empty where there is none.
     *
     * @param first whether no member stands before it
     */
    byte[] text(boolean first) {
        @Nullable Held trace = held;
        if (trace == null) {
            return notes.isEmpty()
                    ? new byte[0]
                    : ((first ? "" : ",") + "\"extensions\":{" + notes.json() + '}').getBytes(UTF_8);
        }
        String before = first || !trace.before.isEmpty() ? trace.before : ",";
        String value = notes.isEmpty() ? trace.value : merged(trace.value);
        return ((first ? before.replace(",", "") : before) + trace.key + value).getBytes(UTF_8);
    }

    private String merged(String value) {
        if (value.equals("null")) {
            return '{' + notes.json() + '}';
        }
        String open = value.substring(0, value.length() - 1);
        return open + (open.substring(1).isBlank() ? "" : ",") + notes.json() + '}';
    }

    private static String own(byte[] value) {
        String text = new String(value, UTF_8);
        if (text.equals("null")) {
            return text;
        }
        try {
            if (MAPPER.readTree(value) instanceof ObjectNode object) {
                return object.remove(CONNECTOR) == null ? text : MAPPER.writeValueAsString(object);
            }
        } catch (JacksonException e) {
            throw new AnswerException("the answer's extensions are not JSON", e);
        }
        throw new AnswerException("the answer's extensions are no object");
    }
}
