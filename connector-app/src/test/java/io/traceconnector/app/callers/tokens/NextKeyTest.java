package io.traceconnector.app.callers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.TestKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tenant should publish the next key beside the one that signs. */
final class NextKeyTest {

    private final TestingTokens testing = new TestingTokens();

    @Test
    void theTenantThatPublishesOneKeyIsNamed() {
        assertThat(testing.authority.health().state()).isEqualTo(State.DEGRADED);
        assertThat(testing.authority.health().detail())
                .contains("1 tenants: beta")
                .doesNotContain("acme");
    }

    @Test
    void withTwoKeysOrNoneAllIsWell() {
        testing.ring.keys.put(new OrganisationId("beta"), List.of(TestKeys.ED25519, TestKeys.RSA));
        assertThat(testing.authority.health().state()).isEqualTo(State.UP);

        testing.ring.keys.put(new OrganisationId("beta"), List.of());
        assertThat(testing.authority.health().state()).isEqualTo(State.UP);
    }
}
