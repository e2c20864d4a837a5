package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Possession;
import io.traceconnector.app.callers.Sender;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.UnprovenException;
import io.traceconnector.app.callers.throttle.Pass;
import io.traceconnector.app.callers.throttle.Throttle;
import io.traceconnector.app.callers.tokens.Inspected;
import io.traceconnector.app.callers.tokens.Minted;
import io.traceconnector.app.callers.tokens.OAuthException;
import io.traceconnector.app.callers.tokens.OAuthForm;
import io.traceconnector.app.callers.tokens.OAuthRequest;
import io.traceconnector.app.callers.tokens.RefreshToken;
import io.traceconnector.app.callers.tokens.TokenAuthority;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers the OAuth endpoints of a tenant, in the words of RFC 6749 section 5; nothing of it is kept by caches. */
final class TokenAnswers {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private final TokenAuthority authority;
    private final Possession possession;
    private final Function<Call, Optional<Tenant>> tenant;
    private final Throttle throttle;

    /**
     * @param possession knows what a token can be bound to
     * @param tenant whom the request is about; empty where there is no such tenant
     */
    TokenAnswers(
            TokenAuthority authority,
            Possession possession,
            Function<Call, Optional<Tenant>> tenant,
            Throttle throttle) {
        this.authority = authority;
        this.possession = possession;
        this.tenant = tenant;
        this.throttle = throttle;
    }

    void token(Call call) {
        answer(call, (tenant, request) -> {
            // Before the client's assertion is used up: with another proof it can be sent again.
            Sender sender = possession.sender(call.facts());
            Minted minted = authority.token(tenant, request.by(sender));
            known(call, minted);
            possession
                    .nonce()
                    .ifPresent(nonce -> call.exchange().getResponseHeaders().put(Challenge.NONCE, nonce));
            ObjectNode answer = JsonMapper.shared()
                    .createObjectNode()
                    .put("access_token", minted.token())
                    .put("token_type", minted.binding().scheme())
                    .put("expires_in", minted.seconds())
                    // Clients of Keycloak look for these two; there are refresh tokens for those that cannot do
                    // without.
                    .put(
                            "refresh_expires_in",
                            minted.refresh().map(RefreshToken::seconds).orElse(0L))
                    .put("not-before-policy", minted.notBefore())
                    .put("scope", minted.scope());
            minted.refresh().ifPresent(next -> answer.put("refresh_token", next.token()));
            if (request.form().get("grant_type").filter(EXCHANGE::equals).isPresent()) {
                answer.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
            }
            return new Inspected(minted.deed(), answer);
        });
    }

    /** Whoever fails under the same name from here does not keep its owner from using the token. */
    private void known(Call call, Minted minted) {
        throttle.proven(
                Origin.of(call.exchange()).client(),
                BearerToken.of(minted.token()).map(BearerToken::fingerprint));
    }

    void introspect(Call call) {
        answer(call, authority::introspect);
    }

    void revoke(Call call) {
        answer(call, authority::revoke);
    }

    void keys(Call call) {
        cached(call, authority.keys(known(call)));
    }

    void metadata(Call call) {
        cached(call, authority.metadata(known(call)));
    }

    private static void cached(Call call, JsonNode document) {
        call.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "max-age=300");
        call.answer(document);
    }

    private Tenant known(Call call) {
        return tenant.apply(call)
                .orElseThrow(() -> new ProblemException(404, "tenant_unknown", "There is no such tenant."));
    }

    private void answer(Call call, Endpoint endpoint) {
        Tenant known = known(call);
        call.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        call.exchange().getResponseHeaders().put(Headers.PRAGMA, "no-cache");
        try {
            Inspected answered = counted(call, known, request(call), endpoint);
            call.context().identified(answered.deed());
            call.answer(answered.answer());
        } catch (OAuthException e) {
            call.context().identification().ifPresent(one -> one.claimed(e.claimed()));
            e.retryAfter()
                    .ifPresent(seconds -> call.exchange().getResponseHeaders().put(Headers.RETRY_AFTER, seconds));
            refuse(call, e.status(), e.error(), String.valueOf(e.getMessage()));
        } catch (UnprovenException e) {
            unproven(call, e);
        } catch (KeyUnavailableException e) {
            call.exchange().getResponseHeaders().put(Headers.RETRY_AFTER, 5);
            refuse(call, 503, "temporarily_unavailable", "The key that signs tokens cannot be used now; try later.");
        }
    }

    private void unproven(Call call, UnprovenException failure) {
        HeaderMap headers = call.exchange().getResponseHeaders();
        if (failure.isForLater()) {
            headers.put(Headers.RETRY_AFTER, 5);
            refuse(call, 503, "temporarily_unavailable", String.valueOf(failure.getMessage()));
            return;
        }
        possession.nonce().ifPresent(nonce -> headers.put(Challenge.NONCE, nonce));
        refuse(call, 400, failure.code(), String.valueOf(failure.getMessage()));
    }

    /** A credential that fails counts here as it does in front of every other route. */
    private Inspected counted(Call call, Tenant tenant, OAuthRequest request, Endpoint endpoint) {
        InetAddress source = Origin.of(call.exchange()).client();
        Optional<String> claimed = request.claimed();
        if (throttle.before(source, claimed, request.digest()) instanceof Pass.Wait(var _, var seconds)) {
            throw OAuthException.slowDown("Too much was asked, or failed, from here; try later.", seconds);
        }
        try {
            Inspected answer = endpoint.answer(tenant, request);
            throttle.recognised(source, claimed);
            throttle.proven(source, request.digest());
            return answer;
        } catch (OAuthException e) {
            if (claimed.isPresent() && e.isFailedCredential()) {
                throttle.failed(source, claimed);
            }
            throw e;
        }
    }

    private static OAuthRequest request(Call call) {
        HeaderMap headers = call.exchange().getRequestHeaders();
        if (!call.exchange().getQueryString().isEmpty()) {
            throw OAuthException.invalidRequest("The URL must have no query; parameters stand in the body.");
        }
        String type = call.header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase(FORM)) {
            throw OAuthException.invalidRequest("The body must be " + FORM + ".");
        }
        HeaderValues authorization = headers.get(Headers.AUTHORIZATION);
        OAuthForm form = OAuthForm.parse(call.body());
        Arrays.fill(call.body(), (byte) 0);
        return new OAuthRequest(
                authorization == null ? List.of() : List.copyOf(authorization),
                form,
                Sender.unknown(),
                Optional.of(Origin.of(call.exchange()).client()));
    }

    private static void refuse(Call call, int status, String error, String description) {
        HeaderMap headers = call.exchange().getResponseHeaders();
        if (status == 401) {
            headers.put(Headers.WWW_AUTHENTICATE, "Basic realm=\"trace-connector\"");
        }
        call.context().failed(error);
        ObjectNode answer =
                JsonMapper.shared().createObjectNode().put("error", error).put("error_description", description);
        call.answer(status, "application/json", JsonMapper.shared().writeValueAsBytes(answer));
    }

    /** What is said to a request that could be read. */
    private interface Endpoint {
        Inspected answer(Tenant tenant, OAuthRequest request);
    }
}
