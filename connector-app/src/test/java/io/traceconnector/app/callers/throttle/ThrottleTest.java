package io.traceconnector.app.callers.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TenantId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThrottleTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
    private static final Optional<String> CLIENT = Optional.of("client-1");
    private static final Optional<TenantId> TENANT = Optional.of(new TenantId("acme"));

    private final AtomicLong nanos = new AtomicLong(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Throttle throttle = new Throttle(TestingThrottle.CONFIG, nanos::get, meters);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Throttle bounded(RateConfig rate, AtomicLong nanos) {
        return new Throttle(
                new ThrottleConfig(rate, rate, Optional.of(rate), 3, TestingThrottle.FAILURES, new CapsConfig(1, 1, 1)),
                nanos::get,
                new SimpleMeterRegistry());
    }

    private void fail(InetAddress source, Optional<String> credential, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(source, credential);
        }
    }

    private static int seconds(Pass pass) {
        return switch (pass) {
            case Pass.Free() -> 0;
            case Pass.Wait(var _, var seconds) -> seconds;
        };
    }

    @Test
    void afterAFewFailuresTheSamePairWaitsTwiceAsLongEachTime() {
        fail(HERE, CLIENT, 5);
        assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Free());

        for (int expected : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            throttle.failed(HERE, CLIENT);
            assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Wait("too_many_failures", expected));
            pass(Duration.ofSeconds(expected));
            assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
        }
    }

    @Test
    void theRightfulCallerFromElsewhereIsNotLockedOut() {
        fail(HERE, CLIENT, 1000);

        assertThat(seconds(throttle.before(HERE, CLIENT))).isPositive();
        assertThat(throttle.before(THERE, CLIENT)).isEqualTo(new Pass.Free());
    }

    @Test
    void whoGuessesManyNamesIsSlowedDownAsASource() {
        for (int i = 0; i < 51; i++) {
            throttle.failed(HERE, Optional.of("guess-" + i));
        }

        assertThat(throttle.before(HERE, Optional.of("another"))).isEqualTo(new Pass.Wait("too_many_failures", 1));
        assertThat(throttle.before(THERE, Optional.of("another"))).isEqualTo(new Pass.Free());
    }

    @Test
    void whoWasRecognisedAtASourceGoesOnThereWhateverOthersGuess() {
        throttle.succeeded(HERE, CLIENT, "service-account:1", TENANT);
        fail(HERE, Optional.of("guess"), 1000);

        assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
        assertThat(seconds(throttle.before(HERE, Optional.of("another")))).isPositive();
    }

    @Test
    void theVeryCredentialThatCountsThereWaitsForNobodyWhoClaimsItsName() {
        Optional<String> good = Optional.of("digest of the good one");
        throttle.proven(HERE, good);
        fail(HERE, CLIENT, 1000);

        assertThat(throttle.before(HERE, CLIENT, good)).isEqualTo(new Pass.Free());
        assertThat(seconds(throttle.before(HERE, CLIENT, Optional.of("another"))))
                .isPositive();
        fail(THERE, CLIENT, 1000);
        assertThat(seconds(throttle.before(THERE, CLIENT, good))).isPositive();
    }

    @Test
    void aSuccessForgivesThePairAndNotTheSource() {
        fail(HERE, CLIENT, 60);
        pass(Duration.ofMinutes(5));
        throttle.succeeded(HERE, CLIENT, "service-account:1", TENANT);
        fail(HERE, CLIENT, 5);

        assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
        assertThat(seconds(throttle.before(HERE, Optional.of("another")))).isPositive();
    }

    @Test
    void failuresAreForgottenAfterAWhileWithoutAny() {
        fail(HERE, CLIENT, 100);
        pass(Duration.ofMinutes(16));
        throttle.failed(HERE, CLIENT);

        assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOneSource() {
        fail(InetAddress.ofLiteral("2001:db8:1:2::1"), CLIENT, 100);

        assertThat(seconds(throttle.before(InetAddress.ofLiteral("2001:db8:1:2:ffff::9"), CLIENT)))
                .isPositive();
        assertThat(throttle.before(InetAddress.ofLiteral("2001:db8:1:3::1"), CLIENT))
                .isEqualTo(new Pass.Free());
    }

    @Test
    void aMillionRandomNamesNeitherGrowTheTableNorFreeWhoHasFailedOften() {
        Failures failures = new Failures(TestingThrottle.FAILURES, 5);
        Names names = new Names();
        long attacker = names.of("attacker");
        for (int i = 0; i < 20; i++) {
            failures.failed(attacker, 0);
        }
        long paused = failures.pause(attacker, 1);

        for (int i = 0; i < 1_000_000; i++) {
            failures.failed(names.of("random", Integer.toString(i)), i / 10_000);
        }

        assertThat(failures.places()).isEqualTo(65_536);
        if (failures.pause(attacker, 100) == 0) {
            // Displaced: then whoever comes in its place goes on from no fewer failures.
            failures.failed(attacker, 100);
        }
        assertThat(failures.pause(attacker, 100)).isGreaterThan(paused / 2);
    }

    @Test
    void aFloodOfSourcesLocksNobodyOutWhoHasNotFailed() {
        for (int i = 0; i < 1_000_000; i++) {
            InetAddress source = InetAddress.ofLiteral("2001:db8:%x:%x::".formatted(i >> 16, i & 0xffff));
            throttle.failed(source, Optional.of("id-" + i));
        }

        assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
    }

    @Test
    void aboveItsRateACredentialWaitsAndAnotherDoesNot() {
        Throttle slow = bounded(new RateConfig(10, 20), nanos);
        int passed = 0;
        while (slow.succeeded(HERE, CLIENT, "a", Optional.of(new TenantId("t" + passed))) instanceof Pass.Free) {
            passed++;
        }

        assertThat(passed).isEqualTo(20);
        assertThat(slow.succeeded(HERE, CLIENT, "a", TENANT)).isEqualTo(new Pass.Wait("too_many_requests", 1));
        assertThat(slow.succeeded(HERE, CLIENT, "b", TENANT)).isEqualTo(new Pass.Free());
        pass(Duration.ofMillis(101));
        assertThat(slow.succeeded(HERE, CLIENT, "a", TENANT)).isEqualTo(new Pass.Free());
    }

    @Test
    void aTenantAndASourceHaveTheirRatesToo() {
        Throttle slow = bounded(new RateConfig(1, 2), nanos);

        assertThat(slow.succeeded(HERE, CLIENT, "a", TENANT)).isEqualTo(new Pass.Free());
        assertThat(slow.succeeded(HERE, CLIENT, "b", TENANT)).isEqualTo(new Pass.Free());
        assertThat(seconds(slow.succeeded(HERE, CLIENT, "c", TENANT))).isPositive();
        assertThat(slow.succeeded(HERE, CLIENT, "d", Optional.of(new TenantId("beta"))))
                .isEqualTo(new Pass.Free());
        assertThat(slow.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
        assertThat(slow.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
        assertThat(slow.before(HERE, CLIENT)).isEqualTo(new Pass.Wait("too_many_requests", 1));
        assertThat(slow.before(THERE, CLIENT)).isEqualTo(new Pass.Free());
    }

    @Test
    void tokensAreMadeForAnAccountAtItsRateOnly() {
        Throttle slow = bounded(new RateConfig(1, 2), nanos);
        for (int i = 0; i < 3; i++) {
            assertThat(slow.tokenRequest("account")).isEqualTo(new Pass.Free());
        }

        assertThat(slow.tokenRequest("account")).isEqualTo(new Pass.Wait("too_many_requests", 20));
        assertThat(slow.tokenRequest("other")).isEqualTo(new Pass.Free());
    }

    @Test
    void anOrdinaryIntegrationNeverWaits() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 1000; i++) {
                assertThat(throttle.before(HERE, CLIENT)).isEqualTo(new Pass.Free());
                assertThat(throttle.succeeded(HERE, CLIENT, "a", TENANT)).isEqualTo(new Pass.Free());
            }
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void ratesRememberABoundedNumberOfNames() {
        Rates rates = new Rates(1, 1);
        for (int i = 0; i < 300_000; i++) {
            rates.take("name-" + i, 0);
        }

        assertThat(rates.remembered()).isLessThanOrEqualTo(65_536);
    }
}
