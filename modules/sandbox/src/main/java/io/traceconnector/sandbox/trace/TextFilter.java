package io.traceconnector.sandbox.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The input type {@code StringFilter}. */
final class TextFilter {

    private TextFilter() {}

    /** @param filter the argument; none matches everything */
    static boolean matches(@Nullable Object filter, @Nullable String text) {
        if (!(filter instanceof Map<?, ?> wanted)) {
            return true;
        }
        return (wanted.get("equalTo") == null || wanted.get("equalTo").equals(text))
                && (!(wanted.get("in") instanceof List<?> list) || list.contains(text))
                && (!(wanted.get("isNull") instanceof Boolean isNull) || isNull == (text == null));
    }
}
