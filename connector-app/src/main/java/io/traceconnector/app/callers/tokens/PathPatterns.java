package io.traceconnector.app.callers.tokens;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Patterns of paths: {@code *} is any part of one segment, {@code **} any number of segments, none included. A path is compared in its
 * simplest form, to the letter. No patterns allow nothing.
 */
public final class PathPatterns {

    private PathPatterns() {}

    /**
     * Whether one of the patterns is met.
     *
     * @param path encoded in the one simplest form; a slash at its end makes no difference
     */
    public static boolean allow(List<String> patterns, String path) {
        List<String> segments = segments(path);
        return patterns.stream().anyMatch(pattern -> matches(segments(pattern), segments));
    }

    /**
     * Patterns that meet only what one of the first and one of the second meet. Where two merely overlap, what both meet is left out: less
     * is allowed then, never more.
     */
    static List<String> common(Set<String> some, List<String> others) {
        Set<String> common = new LinkedHashSet<>();
        for (String one : some) {
            for (String other : others) {
                if (covers(other, one)) {
                    common.add(one);
                } else if (covers(one, other)) {
                    common.add(other);
                }
            }
        }
        return new ArrayList<>(common);
    }

    /** Whether every path that meets the second pattern meets the first one. */
    static boolean covers(String wide, String narrow) {
        return matches(segments(wide), segments(narrow));
    }

    /**
     * Compares segment by segment, in time that grows with the product of both; a wildcard in the second list is met only by one at least as
     * wide in the first.
     */
    private static boolean matches(List<String> pattern, List<String> path) {
        boolean[] reached = new boolean[path.size() + 1];
        reached[0] = true;
        for (String part : pattern) {
            boolean any = part.equals("**");
            boolean[] next = new boolean[path.size() + 1];
            next[0] = any && reached[0];
            for (int i = 0; i < path.size(); i++) {
                next[i + 1] = any ? next[i] || reached[i + 1] : reached[i] && segmentMatches(part, path.get(i));
            }
            reached = next;
        }
        return reached[path.size()];
    }

    private static boolean segmentMatches(String pattern, String segment) {
        if (segment.equals("**")) {
            return false;
        }
        if (pattern.equals("*") || pattern.equals(segment)) {
            return true;
        }
        if (segment.indexOf('*') >= 0) {
            return false;
        }
        int star = pattern.indexOf('*');
        return star >= 0 && globMatches(pattern, segment);
    }

    /** Takes the first place at which each part fits; the last part must end the segment. */
    private static boolean globMatches(String pattern, String segment) {
        String[] parts = pattern.split("\\*", -1);
        if (!segment.startsWith(parts[0])) {
            return false;
        }
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = segment.indexOf(parts[i], from);
            if (found < 0) {
                return false;
            }
            from = found + parts[i].length();
        }
        String last = parts[parts.length - 1];
        return segment.length() - last.length() >= from && segment.endsWith(last);
    }

    private static List<String> segments(String path) {
        String relative = path.replaceFirst("^/", "").replaceFirst("/$", "");
        return relative.isEmpty() ? List.of() : List.of(relative.split("/", -1));
    }
}
