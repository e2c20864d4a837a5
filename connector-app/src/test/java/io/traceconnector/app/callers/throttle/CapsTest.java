package io.traceconnector.app.callers.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TenantId;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CapsTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");

    private static Caps caps(int credential, int tenant, int source) {
        return new Caps(new CapsConfig(credential, tenant, source), new SimpleMeterRegistry());
    }

    @Test
    void aCredentialHasSoManyAnswersThatLast() {
        Caps caps = caps(1, 9, 9);
        Caps.Lease first = caps.take("a", ACME, HERE).orElseThrow();

        assertThat(caps.take("a", ACME, THERE)).isEmpty();
        assertThat(caps.take("b", ACME, HERE)).isPresent();
        first.close();
        assertThat(caps.take("a", ACME, HERE)).isPresent();
    }

    @Test
    void soHaveATenantAndASource() {
        Caps caps = caps(9, 2, 3);
        assertThat(caps.take("a", ACME, HERE)).isPresent();
        assertThat(caps.take("b", ACME, HERE)).isPresent();

        assertThat(caps.take("c", ACME, THERE)).isEmpty();
        assertThat(caps.take("c", BETA, HERE)).isPresent();
        assertThat(caps.take("d", BETA, HERE)).isEmpty();
        assertThat(caps.take("d", BETA, THERE)).isPresent();
    }

    @Test
    void whatIsRefusedOrOverIsNotRemembered() {
        Caps caps = caps(9, 1, 9);
        Optional<Caps.Lease> lease = caps.take("a", ACME, HERE);
        for (int i = 0; i < 1000; i++) {
            assertThat(caps.take("other-" + i, ACME, THERE)).isEmpty();
        }
        assertThat(caps.remembered()).isEqualTo(3);

        lease.orElseThrow().close();
        lease.orElseThrow().close();

        assertThat(caps.remembered()).isZero();
        assertThat(caps.take("a", ACME, HERE)).isPresent();
    }
}
