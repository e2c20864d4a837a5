package io.traceconnector.app.callers.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be allowed, and the patterns of it: {@code links:read}, {@code links:*}, {@code *}. */
public final class Actions {

    /** Concerns a tenant as a whole, so that no space's role gives it. */
    static final String ADMIN = "tenant:admin";

    /** {@code use} of every module there is or will be; for built-in roles only. */
    static final String MODULES = "*:use";

    private static final Map<String, List<String>> OWN = new TreeMap<>(Map.of(
            "workflows", List.of("read"),
            "links", List.of("read", "write"),
            "files", List.of("read", "write"),
            "outbox", List.of("read"),
            "relay", List.of("use"),
            "account", List.of("relay"),
            "tenant", List.of("admin")));
    private static final Pattern SYNTAX = Pattern.compile("([a-z][a-z0-9-]*):([a-z][a-z0-9-]*|\\*)");

    private Actions() {}

    static boolean allows(Set<String> patterns, String action) {
        if (patterns.contains("*") || patterns.contains(action)) {
            return true;
        }
        String area = action.substring(0, Math.max(0, action.indexOf(':')));
        return patterns.contains(area + ":*")
                || (patterns.contains(MODULES) && !OWN.containsKey(area) && action.equals(area + ":use"));
    }

    /** What is wrong with a pattern. An area that is none of the connector's own is a module's, unless it looks like a slip of the pen. */
    public static Optional<String> problem(String pattern) {
        var matcher = SYNTAX.matcher(pattern);
        if (pattern.equals("*")) {
            return Optional.empty();
        }
        if (!matcher.matches()) {
            return Optional.of("must be an action such as links:read, links:*, search:use or *");
        }
        String area = matcher.group(1);
        List<String> verbs = OWN.get(area);
        if (verbs != null) {
            return matcher.group(2).equals("*") || verbs.contains(matcher.group(2))
                    ? Optional.empty()
                    : Optional.of(meant(area, verbs));
        }
        return OWN.entrySet().stream()
                .filter(own -> own.getKey().startsWith(area) || area.startsWith(own.getKey()))
                .findFirst()
                .map(own -> meant(own.getKey(), own.getValue()));
    }

    private static String meant(String area, List<String> verbs) {
        return "no such action; did you mean "
                + verbs.stream().map(verb -> area + ":" + verb).collect(Collectors.joining(" or ")) + "?";
    }
}
