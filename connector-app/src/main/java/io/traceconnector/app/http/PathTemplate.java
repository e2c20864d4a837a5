package io.traceconnector.app.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A path with parameters in braces, such as {@code /api/v1/links/{hash}}; {@code /**} at its end takes any rest. A fixed text may follow a
 * parameter, as in {@code /things/{id}:end}, and is the end of what fits there.
 */
final class PathTemplate {

    private final String text;
    private final List<String> segments;
    private final boolean open;

    PathTemplate(String text) {
        this.text = text;
        this.open = text.endsWith("/**");
        String fixed = open ? text.substring(0, text.length() - 3) : text;
        this.segments = List.of(fixed.substring(1).split("/"));
    }

    /** The parameters where the path is one of this template. */
    Optional<Map<String, String>> match(SafePath path) {
        List<String> given = path.segments();
        boolean fits = open
                ? given.size() > segments.size() || (given.size() == segments.size() && path.directory())
                : given.size() == segments.size() && !path.directory();
        if (!fits) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isParameter(segment)) {
                String rest = rest(segment);
                String value = given.get(i);
                if (!value.endsWith(rest) || value.length() == rest.length()) {
                    return Optional.empty();
                }
                parameters.put(name(segment), value.substring(0, value.length() - rest.length()));
            } else if (!segment.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    List<String> parameters() {
        return segments.stream()
                .filter(PathTemplate::isParameter)
                .map(PathTemplate::name)
                .toList();
    }

    /** What is done there: what follows the last colon, or the last segment where there is none. */
    String verb() {
        String last = segments.getLast();
        return last.substring(last.lastIndexOf(':') + 1);
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static String name(String segment) {
        return segment.substring(1, segment.indexOf('}'));
    }

    private static String rest(String segment) {
        return segment.substring(segment.indexOf('}') + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
