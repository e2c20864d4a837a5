package io.traceconnector.app.callers.tokens;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Admission;
import io.traceconnector.app.callers.Asked;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.Claim;
import io.traceconnector.app.callers.Demand;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.network.NetworkAuthenticator;
import io.traceconnector.app.callers.network.NetworkConfig;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.throttle.TestingThrottle;
import io.traceconnector.app.callers.throttle.Throttle;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What it costs to recognise a caller and to let it in, credential to session with all that is counted on the way: with one of our tokens,
 * remembered, beside none in a closed network, in turns. Processor time of the thread. Run by hand.
 */
final class AuthenticationBenchmark {

    private static final int ROUNDS = 10;
    private static final int WARM_UP = 10;
    private static final int REQUESTS = 50_000;
    private static final Asked ASKED = TestingFacts.asks(new Demand.Grant("links:read", SpaceKind.OPERATIONAL));

    private AuthenticationBenchmark() {}

    public static void main(String[] arguments) {
        TestingTokens tokens =
                new TestingTokens(URI.create("https://connector.example"), Optional.of(Clock.systemUTC()), false);
        NetworkAuthenticator network = new NetworkAuthenticator(
                new NetworkConfig(true, new TenantId("acme"), List.of("connector.reader"), false));
        Callers callers = new Callers(
                List.of(tokens.authority.authenticator(), tokens.integrators, network),
                tokens.tenants,
                new BuiltInRoles(),
                PathPatterns::allow,
                Clock.systemUTC());
        Throttle throttle = new Throttle(TestingThrottle.CONFIG, () -> 0, new SimpleMeterRegistry());
        String header = "Bearer " + tokens.token().token();
        double[] micros = new double[2];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double without = run(callers, throttle);
            double with = run(callers, throttle, header);
            if (round >= 0) {
                micros[0] += without / ROUNDS;
                micros[1] += with / ROUNDS;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "closed network %.2f µs, token %.2f µs of processor time: %.2f µs more%n",
                micros[0],
                micros[1],
                micros[1] - micros[0]);
    }

    private static double run(Callers callers, Throttle throttle, String... authorization) {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < REQUESTS; i++) {
            RequestFacts facts = TestingFacts.of(authorization);
            Optional<Claim> claim = callers.claimed(facts);
            Optional<String> claimed = claim.map(Claim::id);
            throttle.before(facts.client(), claimed, claim.flatMap(Claim::digest));
            if (callers.remembered(facts, ASKED).orElseGet(() -> callers.admit(facts, ASKED))
                    instanceof Admission.Admitted(CallerSession.Entered session)) {
                throttle.proven(facts.client(), claim.flatMap(Claim::digest));
                throttle.succeeded(
                        facts.client(),
                        claimed,
                        session.principal().id(),
                        Optional.of(session.tenant().id()));
            } else {
                throw new IllegalStateException("not admitted");
            }
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / 1e3 / REQUESTS;
    }
}
