package io.traceconnector.app.callers.policy;

import java.util.Map;
import java.util.Set;

/** Whom rules are applied to: the roles that count in one space, and the claims. */
record Subject(Set<String> roles, Map<String, Set<String>> claims) {

    /** Without empty texts: an empty claim is none. */
    Set<String> claim(String name) {
        return claims.getOrDefault(name, Set.of()).stream()
                .filter(value -> !value.isEmpty())
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
