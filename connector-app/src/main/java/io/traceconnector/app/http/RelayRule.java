package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.decrypt.GraphqlLinkInput;
import io.traceconnector.app.decrypt.GraphqlOwnSessionRule;
import io.traceconnector.app.decrypt.GraphqlRequest;
import io.traceconnector.app.seal.RelayedLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of GraphQL is passed on, and in which form. Queries: in a caller's own name all that Trace lets the caller ask; in the connector's name
 * what {@link GraphqlOwnSessionRule} has. Mutations: links as {@link RelayedLinks} judges them, tags, and in a caller's own name what else concerns
 * a workflow whose data may go in clear.
 */
final class RelayRule {

    private static final Set<String> OF_CONNECTOR =
            Set.of("createLink", "createLinks", "addTagsToTrace", "removeTagsFromTrace", "__typename");
    // The payload's "query" leads back to the root of all queries.
    private static final Set<String> NOT_IN_PAYLOADS = Set.of("privateKey", "myAccount", "me", "query");

    private final RelayedLinks links;
    private final OtherMutations others;

    RelayRule(RelayedLinks links, OtherMutations others) {
        this.links = links;
        this.others = others;
    }

    /**
     * The body that goes upstream.
     *
     * @throws ProblemException where the request is not passed on
     */
    byte[] upstream(CallerSession.Entered session, RelayScope scope, GraphqlRequest request) {
        boolean lent = session.account().isEmpty();
        if (request.kind() != GraphqlRequest.Kind.MUTATION) {
            if (lent) {
                GraphqlOwnSessionRule.check(request);
            }
            return request.body();
        }
        if (lent) {
            checkOfConnector(request);
        }
        others.check(scope, request.otherMutations());
        // Asked once for all of them: somebody else may have to agree.
        boolean maySign = !request.linkInputs().isEmpty() && session.may().test("links:write");
        List<ObjectNode> judged = new ArrayList<>();
        for (GraphqlLinkInput input : request.linkInputs()) {
            judged.add(links.judge(organisation(scope), input, maySign));
        }
        return request.bodyWith(judged);
    }

    private static void checkOfConnector(GraphqlRequest request) {
        if (!OF_CONNECTOR.containsAll(request.rootFields())) {
            throw new ProblemException(
                    403,
                    "mutation_refused",
                    "With a token of the connector only links are created and tags are changed.");
        }
        if (request.namesAnywhere().stream().anyMatch(NOT_IN_PAYLOADS::contains)) {
            throw new ProblemException(
                    403,
                    "graphql_field_forbidden",
                    "With a token of the connector no field may be named query, privateKey, myAccount or me.");
        }
    }

    private static OrganisationId organisation(RelayScope scope) {
        return scope.acting()
                .orElseThrow(() -> new ProblemException(
                        400,
                        "organisation_required",
                        "There are several organisations; name one in the header " + RelayScope.HEADER + "."));
    }
}
