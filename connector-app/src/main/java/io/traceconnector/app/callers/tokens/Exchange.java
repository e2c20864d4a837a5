package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Sender;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trades a token for one with fewer rights (RFC 8693): an access token of this tenant for one with a narrower scope that ends no later, or a
 * plugin's own token for one of its installation in this tenant. What a token is bound to, the one that it is traded for is bound to as well.
 */
final class Exchange {

    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    /** {@code base64(id:token)}, as behind the scheme {@code Plugin}. */
    static final String PLUGIN_TOKEN = "urn:traceconnector:token-type:plugin";

    private final OwnTokenReader reader;
    private final Standing standing;
    private final Identities identities;
    private final TokenMint mint;
    private final ConnectionTokens connections;

    Exchange(
            OwnTokenReader reader,
            Standing standing,
            Identities identities,
            TokenMint mint,
            ConnectionTokens connections) {
        this.reader = reader;
        this.standing = standing;
        this.identities = identities;
        this.mint = mint;
        this.connections = connections;
    }

    /** @param client that the request comes from, where it says so: a token of another is not traded for it */
    Minted trade(Tenant tenant, OAuthRequest request, Optional<ServiceAccount> client) {
        OAuthForm form = request.form();
        if (form.get("actor_token").isPresent()
                || !form.get("requested_token_type").orElse(ACCESS_TOKEN).equals(ACCESS_TOKEN)) {
            throw OAuthException.invalidRequest("An access token is given, to the subject alone.");
        }
        String subject = form.require("subject_token");
        return switch (form.require("subject_token_type")) {
            case ACCESS_TOKEN ->
                narrowed(
                        tenant,
                        ours(tenant, subject, request.source()),
                        form.get("scope").orElse(""),
                        client,
                        request.sender());
            case PLUGIN_TOKEN -> ofPlugin(tenant, subject, request);
            default ->
                throw OAuthException.invalidRequest(
                        "subject_token_type must be " + ACCESS_TOKEN + " or " + PLUGIN_TOKEN + ".");
        };
    }

    private Minted narrowed(
            Tenant tenant, OwnToken subject, String scope, Optional<ServiceAccount> client, Sender sender) {
        Origin origin = Origin.of(subject.facts());
        Binding binding = binding(subject.facts().binding(), sender);
        return switch (subject) {
            case OwnToken.OfAccount(var facts, var id, var spaces) -> {
                ServiceAccount account = identities.serviceAccount(id).orElseThrow(Exchange::refused);
                if (client.isPresent() && !client.get().id().equals(id)) {
                    throw refused();
                }
                yield mint.forAccount(
                        tenant,
                        account,
                        SpaceScope.narrowed(scope, Standing.common(spaces, account.scopedRoles())),
                        origin,
                        binding);
            }
            case OwnToken.OfConnection(var facts, var id, var actions) -> {
                Installation installation = identities.installation(id).orElseThrow(Exchange::refused);
                yield mint.forConnection(tenant, installation, actions(scope, actions), origin, binding);
            }
            case OwnToken.OfOperator operator -> throw refused();
        };
    }

    private static Binding binding(Binding before, Sender sender) {
        if (!sender.holds(before)) {
            throw refused();
        }
        return sender.wanted(before);
    }

    private OwnToken ours(Tenant tenant, String text, Optional<InetAddress> source) {
        try {
            BearerToken token = BearerToken.of(text).filter(reader::takes).orElseThrow(Exchange::refused);
            OwnToken read = reader.read(token);
            if (source.isPresent()) {
                standing.of(read, source.get());
            } else {
                standing.of(read);
            }
            if (!read.facts().tenant().equals(tenant.id())) {
                throw refused();
            }
            return read;
        } catch (RefusedTokenException e) {
            throw refused();
        }
    }

    private Minted ofPlugin(Tenant tenant, String blob, OAuthRequest request) {
        OAuthForm form = request.form();
        String[] parts = pair(blob).orElseThrow(Exchange::refused);
        if (!identities.isSecretOfPlugin(parts[0], parts[1])
                || identities
                        .plugin(parts[0])
                        .filter(request::isFromWhereUsable)
                        .isEmpty()) {
            throw refused();
        }
        Optional<String> audience = form.get("audience");
        List<Installation> installed = identities.installations(parts[0]).stream()
                .filter(found -> found.tenant().equals(tenant.id()) && !found.suspended())
                .filter(found ->
                        audience.isEmpty() || audience.get().equals(found.id().toString()))
                .toList();
        if (installed.size() != 1) {
            throw refused();
        }
        Set<String> granted = installed.getFirst().granted();
        return connections
                .make(
                        parts[0],
                        installed.getFirst().id(),
                        actions(form.get("scope").orElse(""), granted),
                        request.sender().wanted())
                .orElseThrow(Exchange::refused);
    }

    /** Actions have the form of scopes: what is asked for must be there. */
    private static Set<String> actions(String scope, Set<String> available) {
        if (scope.isBlank()) {
            return available;
        }
        Set<String> wanted = Set.copyOf(List.of(scope.strip().split(" +")));
        if (!available.containsAll(wanted)) {
            throw OAuthException.of(400, "invalid_scope", "The scope must be a list of actions that were granted.");
        }
        return wanted;
    }

    /** A plugin's id and its token. */
    static Optional<String[]> pair(String blob) {
        try {
            return OAuthForm.utf8(ByteBuffer.wrap(
                            Base64.getUrlDecoder().decode(blob.replace('+', '-').replace('/', '_'))))
                    .map(text -> text.split(":", 2))
                    .filter(parts -> parts.length == 2);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OAuthException refused() {
        return OAuthException.invalidGrant("The subject's token cannot be traded here.");
    }
}
