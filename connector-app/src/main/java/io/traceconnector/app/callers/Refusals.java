package io.traceconnector.app.callers;

import io.traceconnector.app.callers.Admission.Refused;
import java.util.List;
import java.util.Optional;

/** What those are told who are not let in. */
final class Refusals {

    private Refusals() {}

    /** Nobody takes the credential, or there is none. */
    static Refused unrecognised(Presented credential, RequestFacts facts) {
        if (!(credential instanceof Presented.Nothing)) {
            return Refused.of(401, "invalid_token", "The token is not valid, or not any more.");
        }
        return CredentialReader.isMisplaced(facts)
                ? Refused.of(
                        400,
                        "token_misplaced",
                        "A token must stand in the header Authorization; in Cookie and Referer it counts for nothing.")
                : Refused.of(
                        401,
                        "missing_token",
                        "an authorization token must be provided: send it in the header Authorization");
    }

    /** @param rules names of those that decided */
    static Refused denied(Principal principal, List<String> rules) {
        return principal.kind() == Principal.Kind.ENTITY_ACCOUNT
                ? forbidden(principal, "relays_only", "A token of Account has the relays and nothing else.", rules)
                : forbidden(
                        principal,
                        "insufficient_scope",
                        "The caller is not allowed this; its tenant's policy and its credential's scope say what it is.",
                        rules);
    }

    /** @param rules names of those that decided */
    static Refused deniedByPoint(Principal principal, List<String> rules) {
        return forbidden(
                principal,
                "denied_by_pdp",
                "The tenant's policy allows this, and the decision point that has to agree does not.",
                rules);
    }

    static Refused accountTokenRequired(Principal principal) {
        return forbidden(
                principal,
                "account_token_required",
                "This is passed on only with the caller's own token of Account; the connector lends none.",
                List.of());
    }

    static Refused seesOnlyAPart(Principal principal) {
        return forbidden(
                principal,
                "use_api",
                "The caller sees only a part, which Trace's own answers cannot be cut down to: use /api/v1.",
                List.of());
    }

    private static Refused forbidden(Principal principal, String code, String detail, List<String> rules) {
        return new Refused(403, code, detail, Optional.of(principal), rules);
    }
}
