package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.util.Optional;

/**
 * Recognises the client of a request to an OAuth endpoint (RFC 6749 section 2.3, RFC 7523 section 2.2): by its secret in the header or in the
 * body, or by an assertion; never by two of them.
 */
final class Clients {

    static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Identities identities;
    private final Assertions assertions;

    Clients(Identities identities, Assertions assertions) {
        this.identities = identities;
        this.assertions = assertions;
    }

    /** @throws OAuthException {@code invalid_client} where it is nobody, {@code invalid_request} where it is said in two ways */
    ServiceAccount require(Tenant tenant, OAuthRequest request) {
        return find(tenant, request).orElseThrow(() -> OAuthException.invalidClient(""));
    }

    /** Empty where the request says nothing of a client. */
    Optional<ServiceAccount> find(Tenant tenant, OAuthRequest request) {
        OAuthForm form = request.form();
        boolean inHeader = !request.authorization().isEmpty();
        boolean inBody = form.get("client_secret").isPresent();
        boolean asserted = form.get("client_assertion").isPresent()
                || form.get("client_assertion_type").isPresent();
        if (request.authorization().size() > 1
                || (inHeader && inBody)
                || (inHeader && asserted)
                || (inBody && asserted)) {
            throw OAuthException.invalidRequest("The client must authenticate in one way.");
        }
        if (inHeader) {
            return Optional.of(basic(tenant, request.authorization().getFirst(), form.get("client_id")));
        }
        if (asserted) {
            return Optional.of(asserted(tenant, form));
        }
        if (inBody) {
            return Optional.of(bySecret(tenant, form.require("client_id"), form.require("client_secret"), ""));
        }
        if (form.get("client_id").isPresent()) {
            throw OAuthException.invalidClient("");
        }
        return Optional.empty();
    }

    private ServiceAccount basic(Tenant tenant, String header, Optional<String> named) {
        if (!BasicCredentials.isBasic(header)) {
            throw OAuthException.invalidClient("");
        }
        BasicCredentials credentials = BasicCredentials.parse(header);
        if (!named.orElse(credentials.id()).equals(credentials.id())) {
            throw OAuthException.invalidRequest("client_id differs from the header's.");
        }
        return bySecret(tenant, credentials.id(), credentials.secret(), credentials.hint());
    }

    /** Does the same work whoever asks: the secret is always compared, also where nobody has that id. */
    private ServiceAccount bySecret(Tenant tenant, String id, String secret, String hint) {
        boolean right = identities.isSecretOfServiceAccount(id, secret);
        Optional<ServiceAccount> named = identities
                .serviceAccountByClientId(id)
                .filter(account -> account.tenant().equals(tenant.id()));
        return named.filter(account -> right && account.enabled()).orElseThrow(() -> {
            OAuthException refusal = OAuthException.invalidClient(hint);
            return named.map(refusal::claimedBy).orElse(refusal);
        });
    }

    private ServiceAccount asserted(Tenant tenant, OAuthForm form) {
        if (!form.require("client_assertion_type").equals(ASSERTION_TYPE)) {
            throw OAuthException.invalidRequest("client_assertion_type must be " + ASSERTION_TYPE + ".");
        }
        try {
            return assertions.client(tenant, form.require("client_assertion"), form.get("client_id"));
        } catch (RefusedTokenException e) {
            throw OAuthException.invalidClient("");
        }
    }
}
