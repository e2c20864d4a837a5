package io.traceconnector.app.trace;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/** One of the hosts behind Trace: tries again while it makes sense, and leaves it alone while it is down. */
final class Upstream {

    private final String name;
    private final RetryConfig retries;
    private final Pace pace;
    private final RetryBudget budget;
    private final Circuit circuit;
    private final UpstreamMeters meters;

    /** @param name for messages and metrics: {@code trace} or {@code account} */
    Upstream(String name, RetryConfig retries, CircuitConfig circuit, Pace pace, MeterRegistry registry) {
        this.name = name;
        this.retries = retries;
        this.pace = pace;
        this.budget = new RetryBudget(retries.budget());
        this.circuit = new Circuit(circuit, pace);
        this.meters = new UpstreamMeters(registry, name, this.circuit);
    }

    String name() {
        return name;
    }

    /** Runs an attempt that may be repeated. */
    <T> T ask(Attempt<T> attempt) {
        return ask(attempt, retries.tries());
    }

    /** Runs an attempt once. */
    <T> T askOnce(Attempt<T> attempt) {
        return ask(attempt, 1);
    }

    private <T> T ask(Attempt<T> attempt, int tries) {
        budget.earn();
        for (int tried = 1; ; tried++) {
            switch (once(attempt)) {
                case Outcome.Got<T>(T value) -> {
                    return value;
                }
                case Outcome.Unwell<T>(T value) -> {
                    return value;
                }
                case Outcome.Final<T>(TraceException why) -> throw why;
                case Outcome.GivenUp<T>(TraceException why) -> throw why;
                case Outcome.Passing<T>(TraceException why, Optional<String> retryAfter) -> {
                    Optional<Duration> asked = retryAfter.flatMap(text -> RetryAfter.parse(text, pace.now()));
                    if (tried >= tries || asked.filter(this::tooLong).isPresent() || !budget.spend()) {
                        throw why;
                    }
                    meters.retried();
                    sleep(pauseAfter(tried, asked), why);
                }
            }
        }
    }

    private <T> Outcome<T> once(Attempt<T> attempt) {
        Optional<Circuit.Pass> entered = circuit.enter();
        if (entered.isEmpty()) {
            return Outcome.ended(
                    TraceException.Kind.UNAVAILABLE,
                    name + " failed too often in a row and is left alone for a moment");
        }
        try (Circuit.Pass pass = entered.get()) {
            Outcome<T> outcome = meters.timed(attempt);
            hostIsWell(outcome).ifPresent(pass::report);
            return outcome;
        }
    }

    /** Empty where the outcome says nothing about the host. */
    private static Optional<Boolean> hostIsWell(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Got<?> got -> Optional.of(true);
            case Outcome.Unwell<?> unwell -> Optional.of(false);
            case Outcome.GivenUp<?> givenUp -> Optional.empty();
            case Outcome.Final<?>(TraceException why) -> Optional.of(answers(why));
            case Outcome.Passing<?>(TraceException why, Optional<String> retryAfter) -> Optional.of(answers(why));
        };
    }

    private static boolean answers(TraceException why) {
        return why.kind() != TraceException.Kind.UNAVAILABLE;
    }

    private boolean tooLong(Duration asked) {
        return asked.compareTo(retries.longestAsked()) > 0;
    }

    /** Full jitter, so that clients which failed together do not come back together. */
    private Duration pauseAfter(int tried, Optional<Duration> asked) {
        long base = retries.base().toMillis() << Math.min(tried - 1, 20);
        long ceiling = Math.min(base, retries.longest().toMillis());
        Duration jittered = Duration.ofMillis((long) (ceiling * pace.chance()));
        return asked.map(jittered::plus).orElse(jittered);
    }

    private void sleep(Duration pause, TraceException why) {
        try {
            pace.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
