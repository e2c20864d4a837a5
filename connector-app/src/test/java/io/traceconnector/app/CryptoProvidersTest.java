package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Operation;
import io.traceconnector.chainscript.ProviderChoice.Refusal;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CryptoProvidersTest {

    @Test
    void namesWhoServesEachOperation() {
        CryptoProviders chosen = CryptoProviders.choose();

        Health health = chosen.health();

        assertThat(health.state()).isEqualTo(State.UP);
        for (Operation operation : Operation.values()) {
            assertThat(health.detail())
                    .contains(operation.word() + "=" + chosen.algorithms().provider(operation));
        }
        assertThat(health.detail()).doesNotContain("refused");
    }

    @Test
    void isUpWithoutNativeCodeAndSaysWhatThatCosts() {
        Health health = new CryptoProviders(Algorithms.platform(), false, Set.of()).health();

        assertThat(health.state()).isEqualTo(State.UP);
        assertThat(health.detail()).contains("rsa-unwrap=SunJCE").contains("three times as long");
    }

    @Test
    void saysWhoGaveWrongAnswers() {
        Set<Refusal> refusals = Set.of(new Refusal("Crooked", Operation.EC_VERIFY));

        assertThat(new CryptoProviders(Algorithms.platform(), true, refusals)
                        .health()
                        .detail())
                .contains("refused after a self-test: Crooked at ec-verify")
                .doesNotContain("three times");
    }
}
