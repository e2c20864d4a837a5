package io.traceconnector.app.callers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkAuthenticatorTest {

    private static final TenantId TENANT = new TenantId("acme");

    private static NetworkConfig config(boolean enabled, boolean understood) {
        return new NetworkConfig(enabled, TENANT, List.of("connector.reader"), understood);
    }

    @Test
    void whoBringsNothingIsTheNetworkInItsOneTenant() {
        NetworkAuthenticator network = new NetworkAuthenticator(config(true, false));

        assertThat(network.takes(new Presented.Nothing())).isTrue();
        assertThat(network.remembered(new Presented.Nothing(), TestingFacts.of()))
                .get()
                .isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
                    assertThat(accepted.principal().kind()).isEqualTo(Principal.Kind.NETWORK);
                    assertThat(accepted.principal().tenants())
                            .containsOnlyKeys(TENANT)
                            .containsEntry(TENANT, Rights.of("connector.reader"));
                });
    }

    @Test
    void aCredentialIsNeverTheNetworks() {
        NetworkAuthenticator network = new NetworkAuthenticator(config(true, false));

        assertThat(network.takes(new Presented.Keyed(false, "a", "b"))).isFalse();
    }

    @Test
    void unlessEnabledNobodyIsAdmitted() {
        NetworkAuthenticator network = new NetworkAuthenticator(config(false, false));

        assertThat(network.takes(new Presented.Nothing())).isFalse();
        assertThat(network.authenticate(new Presented.Nothing(), TestingFacts.of()))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void refusesToBeOpenUnlessToldSo() {
        assertThatThrownBy(
                        () -> NetworkAuthenticator.requireClosed(config(true, false), List.of("127.0.0.1", "0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("i-understand-that-everybody-who-reaches-this-port-is-admitted: true");
        assertThatCode(() -> NetworkAuthenticator.requireClosed(config(true, true), List.of("0.0.0.0")))
                .doesNotThrowAnyException();
        assertThatCode(() -> NetworkAuthenticator.requireClosed(config(true, false), List.of("127.0.0.1", "10.1.2.3")))
                .doesNotThrowAnyException();
        assertThatCode(() -> NetworkAuthenticator.requireClosed(config(false, false), List.of("0.0.0.0")))
                .doesNotThrowAnyException();
    }
}
