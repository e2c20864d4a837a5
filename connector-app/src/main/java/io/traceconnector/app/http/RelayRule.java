package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.decrypt.GraphqlOwnSessionRule;
import io.traceconnector.app.decrypt.GraphqlRequest;
import io.traceconnector.chainscript.Coverage;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.SignatureCheck;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What of GraphQL is passed on. In the connector's name: queries as {@link GraphqlOwnSessionRule} has it, and the creation of links that
 * are signed already, whose answer asks for nothing of the account. In a caller's own name: what Trace lets the caller do. An unsigned link
 * is never passed on: it is a draft that holds form data in clear.
 */
final class RelayRule {

    private static final Set<String> CREATING = Set.of("createLink", "createLinks", "__typename");
    // The payload's "query" leads back to the root of all queries.
    private static final Set<String> NOT_IN_PAYLOADS = Set.of("privateKey", "myAccount", "me", "query");

    private final LinkSignatures signatures;

    RelayRule(MessageSignatures signatures) {
        this.signatures = new LinkSignatures(signatures);
    }

    /** @throws ProblemException status 403 where the request is not passed on */
    void check(CallerSession session, GraphqlRequest request) {
        if (session instanceof CallerSession.Configured) {
            if (request.kind() == GraphqlRequest.Kind.MUTATION) {
                checkCreating(request);
            } else {
                GraphqlOwnSessionRule.check(request);
            }
        }
        if (!request.linkInputs().stream().allMatch(input -> isSigned(input.link()))) {
            throw new ProblemException(
                    403,
                    "link_not_signed",
                    "A link is passed on only if it is signed, every signature is valid and one covers all of it.");
        }
    }

    private static void checkCreating(GraphqlRequest request) {
        if (!CREATING.containsAll(request.rootFields())) {
            throw new ProblemException(
                    403,
                    "mutation_refused",
                    "With a token of the connector only createLink and createLinks are passed on, of signed links.");
        }
        if (request.namesAnywhere().stream().anyMatch(NOT_IN_PAYLOADS::contains)) {
            throw new ProblemException(
                    403,
                    "graphql_field_forbidden",
                    "With a token of the connector no field may be named query, privateKey, myAccount or me.");
        }
    }

    private boolean isSigned(JsonNode link) {
        if (!link.isObject()) {
            return false;
        }
        try {
            List<SignatureCheck> checks = signatures.verify(LinkJson.read(link));
            return checks.stream().allMatch(SignatureCheck::valid)
                    && checks.stream().anyMatch(check -> check.covers() == Coverage.ALL);
        } catch (FormatException e) {
            return false;
        }
    }
}
