package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.trace.Credential;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Optional;

/** Relays to Account and Media with the caller's own token, and to Account's login without one. */
final class AccountRelay {

    private static final int PREFIX = 1;

    private final Callers callers;
    private final UpstreamProxy account;
    private final UpstreamProxy media;

    AccountRelay(Callers callers, UpstreamProxy account, UpstreamProxy media) {
        this.callers = callers;
        this.account = account;
        this.media = media;
    }

    void account(Call call) throws Exception {
        account.pass(call, PREFIX, Optional.of(token(call)));
    }

    void media(Call call) throws Exception {
        media.pass(call, PREFIX, Optional.of(token(call)));
    }

    /** Login by a signed token: what stands in the header is nobody's token yet, and Account alone can judge it. Nothing else goes on. */
    void keyLogin(Call call) throws Exception {
        HeaderValues given = call.exchange().getRequestHeaders().get(Headers.AUTHORIZATION);
        if (given == null || given.size() != 1) {
            throw new ProblemException(
                    401, "missing_token", "Send the signed token in the header Authorization, once.");
        }
        if (!callers.mayBeLogin(given.getFirst())) {
            throw new ProblemException(
                    403,
                    "account_token_required",
                    "A signed token behind Bearer is passed on; a credential of the connector's own is not.");
        }
        String signed = SignedLogin.of(given.getFirst())
                .orElseThrow(() -> new ProblemException(
                        401,
                        "invalid_token",
                        "A login by key has Bearer, a space, and the base64 of public_key, message and signature."));
        account.pass(call, PREFIX, Optional.of(signed));
    }

    /** Login by password, and the salt that it needs. */
    void passwordLogin(Call call) throws Exception {
        account.pass(call, PREFIX, Optional.empty());
    }

    /** The caller's own token. */
    static String token(Call call) {
        return call.admitted()
                .account()
                .map(Credential.Callers::authorization)
                .orElseThrow(() -> new IllegalStateException(
                        "a credential of the connector's own reached a relay that needs the caller's"));
    }
}
