package io.traceconnector.app.callers;

import java.util.List;
import java.util.Set;

/**
 * What a request brings along to say who it is from.
 *
 * @param authorization every value of the header {@code Authorization}
 * @param queryNames names of the parameters in the query
 */
public record Credentials(List<String> authorization, Set<String> queryNames) {

    public Credentials {
        authorization = List.copyOf(authorization);
        queryNames = Set.copyOf(queryNames);
    }

    /** How many there are; never what they are. */
    @Override
    public String toString() {
        return "Credentials[" + authorization.size() + "]";
    }
}
