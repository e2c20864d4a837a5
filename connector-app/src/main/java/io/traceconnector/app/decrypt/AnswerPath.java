package io.traceconnector.app.decrypt;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in the answer's {@code data}: response keys and list indexes, from the root down.
 *
 * @param above null at the root
 * @param key null for an element of a list
 */
record AnswerPath(@Nullable AnswerPath above, @Nullable String key, int index) {

    static AnswerPath member(@Nullable AnswerPath above, String key) {
        return new AnswerPath(above, key, 0);
    }

    static AnswerPath element(@Nullable AnswerPath above, int index) {
        return new AnswerPath(above, null, index);
    }

    /** As a JSON array. Keys are GraphQL names: nothing in them needs an escape. */
    static String json(@Nullable AnswerPath path) {
        StringBuilder json = new StringBuilder("[");
        append(path, json);
        return json.append(']').toString();
    }

    private static void append(@Nullable AnswerPath path, StringBuilder json) {
        if (path == null) {
            return;
        }
        append(path.above, json);
        if (path.above != null) {
            json.append(',');
        }
        if (path.key == null) {
            json.append(path.index);
        } else {
            json.append('"').append(path.key).append('"');
        }
    }
}
