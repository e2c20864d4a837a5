package io.traceconnector.app.http;

import java.util.List;
import java.util.Set;

/**
 * Something that can be asked of the connector.
 *
 * @param methods what it answers to; where {@code GET} is among them, {@code HEAD} is too
 * @param description what the OpenAPI document says of it
 */
record Operation(
        List<String> methods,
        PathTemplate path,
        Access access,
        BodyRule body,
        Handling handling,
        OperationDescription description) {

    /** What ends tokens or secrets, always or where it is asked to. */
    private static final Set<String> ENDING = Set.of(
            "disable", "suspend", "rotate", "export", "limit", "password", "roles", "log-out", "revoke", "logout");

    Operation {
        methods = List.copyOf(methods);
    }

    /** Whether it may take away what nobody can bring back: something that is kept, or the worth of credentials. */
    boolean isDestructive(String method) {
        boolean relayed = path.toString().endsWith("/**") && !method.equals("GET");
        return method.equals("DELETE") || relayed || (method.equals("POST") && ENDING.contains(path.verb()));
    }

    /** Whether its errors have GraphQL's envelope. */
    boolean answersGraphql() {
        return description.tag().equals(OperationDescription.GRAPHQL);
    }

    boolean answersTo(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
