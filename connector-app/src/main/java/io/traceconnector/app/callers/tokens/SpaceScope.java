package io.traceconnector.app.callers.tokens;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Roles by space as a scope (RFC 6749 section 3.3): {@code space:<uuid>:<role>}, several parted by spaces. */
final class SpaceScope {

    private static final Pattern TOKEN =
            Pattern.compile("space:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([!#-\\[\\]-~]{1,128})");

    private SpaceScope() {}

    static String text(Map<UUID, Set<String>> spaces) {
        return spaces.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(role -> "space:" + entry.getKey() + ":" + role))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /**
     * What is asked for, where all of it may be had.
     *
     * @param available what is given where nothing is asked for
     * @throws OAuthException {@code invalid_scope} where anything of it may not be had, or nothing is left
     */
    static Map<UUID, Set<String>> narrowed(String scope, Map<UUID, Set<String>> available) {
        if (scope.isBlank()) {
            return available;
        }
        Map<UUID, Set<String>> wanted = new HashMap<>();
        for (String token : scope.strip().split(" +")) {
            Matcher matcher = TOKEN.matcher(token);
            if (!matcher.matches()) {
                throw OAuthException.invalidScope();
            }
            UUID space = UUID.fromString(matcher.group(1));
            if (!available.getOrDefault(space, Set.of()).contains(matcher.group(2))) {
                throw OAuthException.invalidScope();
            }
            wanted.computeIfAbsent(space, any -> new HashSet<>()).add(matcher.group(2));
        }
        return wanted;
    }
}
