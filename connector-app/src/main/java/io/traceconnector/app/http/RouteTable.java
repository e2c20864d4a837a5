package io.traceconnector.app.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The operations of a listener; the first that fits is taken, so that the more special one stands first. */
interface RouteTable {

    List<Operation> operations();

    /** Why nothing answers at a path that would be answered at other times; empty for a path that never is. */
    default Optional<Problem> absent(SafePath path) {
        return Optional.empty();
    }

    default Match match(String method, SafePath path) {
        Set<String> allowed = new TreeSet<>();
        for (Operation operation : operations()) {
            Optional<Map<String, String>> parameters = operation.path().match(path);
            if (parameters.isPresent()) {
                if (operation.answersTo(method)) {
                    return new Match.Found(operation, parameters.get());
                }
                allowed.addAll(operation.methods());
                if (operation.methods().contains("GET")) {
                    allowed.add("HEAD");
                }
            }
        }
        return allowed.isEmpty() ? new Match.Unknown(absent(path)) : new Match.WrongMethod(allowed);
    }

    /** What was found for a request. */
    sealed interface Match {
        record Found(Operation operation, Map<String, String> parameters) implements Match {}

        record WrongMethod(Set<String> allowed) implements Match {}

        record Unknown(Optional<Problem> reason) implements Match {}
    }
}
