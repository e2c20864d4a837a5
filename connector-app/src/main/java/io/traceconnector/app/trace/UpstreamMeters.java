package io.traceconnector.app.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Optional;

/** What is counted about one upstream: tries by outcome, retries, and the state of the circuit (0 closed, 1 probing, 2 open). */
final class UpstreamMeters {

    private final MeterRegistry registry;
    private final String upstream;
    private final Counter retries;

    UpstreamMeters(MeterRegistry registry, String upstream, Circuit circuit) {
        this.registry = registry;
        this.upstream = upstream;
        this.retries = Counter.builder("connector.upstream.retries")
                .description("Calls that were tried again")
                .tag("upstream", upstream)
                .register(registry);
        Gauge.builder(
                        "connector.upstream.circuit",
                        circuit,
                        state -> state.state().gauge())
                .description("State of the circuit: 0 closed, 1 probing, 2 open")
                .tag("upstream", upstream)
                .strongReference(true)
                .register(registry);
    }

    void retried() {
        retries.increment();
    }

    <T> Outcome<T> timed(Attempt<T> attempt) {
        Timer.Sample sample = Timer.start(registry);
        Outcome<T> outcome = attempt.run();
        sample.stop(Timer.builder("connector.upstream.calls")
                .description("Tries of calls, until the answer was read")
                .tag("upstream", upstream)
                .tag("outcome", word(outcome))
                .register(registry));
        return outcome;
    }

    private static String word(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Got<?> got -> "ok";
            case Outcome.Unwell<?> unwell -> "unwell";
            case Outcome.Final<?>(TraceException why) -> word(why);
            case Outcome.GivenUp<?> givenUp -> "given_up";
            case Outcome.Passing<?>(TraceException why, Optional<String> pause) -> word(why);
        };
    }

    private static String word(TraceException why) {
        return why.kind().name().toLowerCase(Locale.ROOT);
    }
}
