package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.ChangedAccount;
import io.traceconnector.app.callers.tokens.TestingTokens;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients are told from when on their tokens count. */
final class NotBeforePolicyTest {

    private final TokenServer server = new TokenServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isTheTimeAtWhichAllTokensEnded() {
        assertThat(policy()).isZero();

        server.tokens.identities.add(
                ChangedAccount.of(server.tokens.account)
                        .tokensFrom(Instant.ofEpochSecond(1_763_818_000, 900_000_000))
                        .made(),
                TestingTokens.SECRET);
        assertThat(policy()).isEqualTo(1_763_818_000);
    }

    private long policy() {
        return TokenServer.json(server.post(
                        server.endpoint("token"),
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "acme-orders",
                                "client_secret", TestingTokens.SECRET)))
                .path("not-before-policy")
                .asLong();
    }
}
