package io.traceconnector.app.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.KeyReplacedException;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.trace.TraceException.Kind;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.SignedMessage;
import io.traceconnector.chainscript.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Logs an organisation in with a token that its own key signs (trace-protocol section 4). */
final class Login {

    /** How far the clocks may be apart, and how long the proof holds. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final OrganisationId organisation;
    private final KeyRing keys;
    private final Account account;
    private final Pace pace;
    private final MeterRegistry meters;

    Login(OrganisationId organisation, KeyRing keys, Account account, Pace pace, MeterRegistry meters) {
        this.organisation = organisation;
        this.keys = keys;
        this.account = account;
        this.pace = pace;
        this.meters = meters;
    }

    Token token() {
        try {
            Token token = Token.issued(account.login(proof()), pace.now());
            count("ok");
            return token;
        } catch (TraceException e) {
            count("failed");
            throw told(e);
        } catch (KeyUnavailableException e) {
            count("failed");
            throw new TraceException(
                    Kind.UNAVAILABLE, "organisation " + organisation + " cannot sign its login: " + e.getMessage(), e);
        }
    }

    private String proof() {
        try {
            return proof(keys.signingKey(organisation));
        } catch (KeyReplacedException e) {
            return proof(keys.signingKey(organisation));
        }
    }

    private String proof(SigningKey key) {
        Instant now = pace.now();
        String message = "{\"iat\":" + now.minus(SKEW).getEpochSecond() + ",\"exp\":"
                + now.plus(LIFE).getEpochSecond() + "}";
        Signer signer = new Signer() {
            @Override
            public PublicKeyPem publicKey() {
                return PublicKeyPem.parse(key.publicKeyPem());
            }

            @Override
            public byte[] sign(byte[] text) {
                return key.sign(text);
            }
        };
        return SignedMessage.sign(message.getBytes(StandardCharsets.UTF_8), signer)
                .bearerToken();
    }

    private TraceException told(TraceException why) {
        boolean refused = why.kind() == Kind.UNAUTHORIZED || why.kind() == Kind.REFUSED;
        return new TraceException(
                refused ? Kind.UNAUTHORIZED : why.kind(),
                "organisation " + organisation + " cannot log in: " + why.getMessage()
                        + (refused ? "; is its signing key the active one of its account?" : ""),
                why);
    }

    private void count(String outcome) {
        meters.counter("connector.trace.logins", "outcome", outcome).increment();
    }
}
