package io.traceconnector.app.decrypt;

import io.traceconnector.api.ProblemException;
import java.util.HashSet;
import java.util.Set;

/**
 * What may be asked of Trace in the connector's own name: reading workflows, groups and traces, nothing of its account. {@code __typename} is
 * harmless and may be asked; the schema ({@code __schema}, {@code __type}) may not, callers ask for it with a token of their own.
 */
public final class GraphqlOwnSessionRule {

    private static final Set<String> ROOTS =
            Set.of("workflows", "workflowByRowId", "groupByRowId", "traceById", "__typename");
    private static final Set<String> NOWHERE = Set.of("privateKey", "myAccount", "me");

    private GraphqlOwnSessionRule() {}

    /** @throws ProblemException status 403, code {@code graphql_not_a_query} or {@code graphql_field_forbidden} */
    public static void check(GraphqlRequest request) {
        if (request.kind() != GraphqlRequest.Kind.QUERY) {
            throw new ProblemException(
                    403,
                    "graphql_not_a_query",
                    "only queries are relayed without an Account token of the caller's own");
        }
        if (!ROOTS.containsAll(request.rootFields())) {
            throw forbidden("only workflows, workflowByRowId, groupByRowId and traceById may be asked");
        }
        Set<String> names = new HashSet<>(request.namesAnywhere());
        names.retainAll(NOWHERE);
        if (!names.isEmpty()) {
            throw forbidden("no field may be named privateKey, myAccount or me");
        }
    }

    private static ProblemException forbidden(String what) {
        return new ProblemException(
                403, "graphql_field_forbidden", what + " without an Account token of the caller's own");
    }
}
