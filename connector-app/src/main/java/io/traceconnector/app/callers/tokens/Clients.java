package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Recognises the client of a request to an OAuth endpoint (RFC 6749 section 2.3, RFC 7523 section 2.2): by its secret in the header or in the
 * body, or by an assertion; never by two of them.
 */
final class Clients {

    static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Identities identities;
    private final Assertions assertions;
    private final Issuers issuers;

    Clients(Identities identities, Assertions assertions, Issuers issuers) {
        this.issuers = issuers;
        this.identities = identities;
        this.assertions = assertions;
    }

    /** @throws OAuthException {@code invalid_client} where it is nobody, {@code invalid_request} where it is said in two ways */
    ServiceAccount require(Tenant tenant, OAuthRequest request) {
        return find(tenant, request).orElseThrow(() -> OAuthException.invalidClient(""));
    }

    /**
     * The same for the client of any tenant that is enabled.
     *
     * @throws OAuthException as above
     */
    ServiceAccount requireOfAny(Tenant asked, OAuthRequest request) {
        return find(asked, request, account -> issuers.enabled(account.tenant()).isPresent())
                .orElseThrow(() -> OAuthException.invalidClient(""));
    }

    /** Empty where the request says nothing of a client. */
    Optional<ServiceAccount> find(Tenant tenant, OAuthRequest request) {
        return find(tenant, request, account -> account.tenant().equals(tenant.id()));
    }

    /** Who may not be used from where the request comes from is nobody there, so that no one learns that what he has found is good. */
    private Optional<ServiceAccount> find(Tenant asked, OAuthRequest request, Predicate<ServiceAccount> ofTenant) {
        Predicate<ServiceAccount> wanted = ofTenant.and(request::isFromWhereUsable);
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
            return Optional.of(basic(asked, request.authorization().getFirst(), form.get("client_id"), wanted));
        }
        if (asserted) {
            return Optional.of(asserted(asked, form, wanted));
        }
        if (inBody) {
            return Optional.of(bySecret(
                    asked, new BasicCredentials(form.require("client_id"), form.require("client_secret"), 0), wanted));
        }
        if (form.get("client_id").isPresent()) {
            throw OAuthException.invalidClient("");
        }
        return Optional.empty();
    }

    private ServiceAccount basic(
            Tenant asked, String header, Optional<String> named, Predicate<ServiceAccount> wanted) {
        if (!BasicCredentials.isBasic(header)) {
            throw OAuthException.invalidClient("");
        }
        BasicCredentials credentials = BasicCredentials.parse(header);
        if (!named.orElse(credentials.id()).equals(credentials.id())) {
            throw OAuthException.invalidRequest("client_id differs from the header's.");
        }
        return bySecret(asked, credentials, wanted);
    }

    /** Does the same work whoever asks: the secret is always compared, also where nobody has that id. */
    private ServiceAccount bySecret(Tenant asked, BasicCredentials shown, Predicate<ServiceAccount> wanted) {
        boolean right = identities.isSecretOfServiceAccount(shown.id(), shown.secret());
        Optional<ServiceAccount> named = identities.serviceAccountByClientId(shown.id());
        return named.filter(account -> right && account.enabled())
                .filter(wanted)
                .orElseThrow(() -> {
                    OAuthException refusal = OAuthException.invalidClient(shown.hint());
                    // The record is that of the tenant that was asked: no other's client is named there.
                    return named.filter(account -> account.tenant().equals(asked.id()))
                            .map(refusal::claimedBy)
                            .orElse(refusal);
                });
    }

    private ServiceAccount asserted(Tenant asked, OAuthForm form, Predicate<ServiceAccount> wanted) {
        if (!form.require("client_assertion_type").equals(ASSERTION_TYPE)) {
            throw OAuthException.invalidRequest("client_assertion_type must be " + ASSERTION_TYPE + ".");
        }
        try {
            return assertions.client(asked, form.require("client_assertion"), form.get("client_id"), wanted);
        } catch (RefusedTokenException e) {
            throw OAuthException.invalidClient("");
        }
    }
}
