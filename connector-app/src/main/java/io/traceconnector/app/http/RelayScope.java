package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.trace.Credential;
import java.util.Optional;
import java.util.Set;

/**
 * In whose name a request is relayed, and whose keys open its answer.
 *
 * @param organisations never more than the caller's
 */
record RelayScope(Credential credential, Set<OrganisationId> organisations) {

    static final String HEADER = "Connector-Organisation";

    RelayScope {
        organisations = Set.copyOf(organisations);
    }

    /**
     * @param chosen the value of {@link #HEADER}
     * @param usual whose session is used where nothing is chosen
     */
    static RelayScope of(CallerSession.Entered session, Optional<String> chosen, Optional<OrganisationId> usual) {
        Set<OrganisationId> own = session.caller().organisations();
        Optional<OrganisationId> choice = chosen.map(name -> ofCaller(name, own));
        Set<OrganisationId> opening = choice.map(Set::of).orElse(own);
        return session.account()
                .map(token -> new RelayScope(token, opening))
                .orElseGet(() ->
                        new RelayScope(new Credential.Own(choice.orElseGet(() -> usual(own, usual))), opening));
    }

    /** In whose name links are judged and sealed; empty where that is not said. */
    Optional<OrganisationId> acting() {
        if (credential instanceof Credential.Own(OrganisationId organisation)) {
            return Optional.of(organisation);
        }
        return organisations.size() == 1 ? organisations.stream().findFirst() : Optional.empty();
    }

    /** In whose name something is done that the caller is allowed: what it chose by {@link #HEADER}, or the usual. */
    static OrganisationId own(Call call, Optional<OrganisationId> usual) {
        Set<OrganisationId> own = call.admitted().caller().organisations();
        return call.header(HEADER).map(name -> ofCaller(name, own)).orElseGet(() -> usual(own, usual));
    }

    private static OrganisationId ofCaller(String name, Set<OrganisationId> own) {
        return own.stream()
                .filter(organisation -> organisation.value().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        403, "organisation_unknown", HEADER + " names none of the caller's organisations."));
    }

    private static OrganisationId usual(Set<OrganisationId> own, Optional<OrganisationId> usual) {
        return usual.filter(own::contains)
                .or(() -> own.size() == 1 ? own.stream().findFirst() : Optional.empty())
                .orElseThrow(() -> new ProblemException(
                        400,
                        "organisation_required",
                        "There are several organisations; name one in the header " + HEADER + "."));
    }
}
