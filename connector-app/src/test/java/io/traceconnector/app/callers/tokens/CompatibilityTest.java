package io.traceconnector.app.callers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.JwtForm;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What tokens say for the clients of other products, where an operator wants it. */
final class CompatibilityTest {

    private final TestingTokens usual = new TestingTokens();
    private final TestingTokens chassi = new TestingTokens(
            URI.create("https://connector.example"),
            Optional.empty(),
            TestingOwnTokensConfig.with(Compatibility.CHASSI));

    @Test
    void addsNothingUnlessItIsAskedFor() {
        JsonNode claims = claims(usual.token());

        assertThat(claims.has("scoped_roles")).isFalse();
        assertThat(claims.path("spaces").size()).isEqualTo(2);
    }

    @Test
    void namesTheRolesOfEachSpaceOnceMore() {
        JsonNode claims = claims(chassi.token());

        assertThat(claims.path("spaces").size()).isEqualTo(2);
        assertThat(claims.path("scoped_roles")).isEqualTo(claims.path("spaces"));
    }

    @Test
    void namesNoRoleThatTheTokenDoesNotHave() {
        UUID space = chassi.acme.definitional().id();
        Minted narrowed = chassi.token("space:" + space + ":" + TestingTokens.READER);

        assertThat(claims(narrowed).path("scoped_roles").propertyNames()).containsExactly(space.toString());
        assertThat(TestingTokens.rights(TestingTokens.accepted(chassi.own(narrowed.token())), chassi.acme))
                .as("what counts is what counted before")
                .isEqualTo(TestingTokens.rights(
                        TestingTokens.accepted(usual.own(
                                usual.token("space:" + usual.acme.definitional().id() + ":" + TestingTokens.READER)
                                        .token())),
                        usual.acme));
    }

    private static JsonNode claims(Minted minted) {
        return JwtForm.read(minted.token()).orElseThrow().claims();
    }
}
