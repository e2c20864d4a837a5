package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What is counted about opening links. */
final class DecryptMetrics {

    private final Counter opened;
    private final Counter plain;
    private final Counter notForUs;
    private final Map<Reason, Counter> closed = new EnumMap<>(Reason.class);
    private final Counter remembered;
    private final Counter notRemembered;
    private final Timer unwraps;

    DecryptMetrics(MeterRegistry meters) {
        opened = outcome(meters, "opened");
        plain = outcome(meters, "plain");
        notForUs = outcome(meters, "not-for-us");
        for (Reason reason : Reason.values()) {
            closed.put(reason, outcome(meters, reason.code()));
        }
        remembered = keys(meters, "hit");
        notRemembered = keys(meters, "miss");
        unwraps = Timer.builder("connector.decrypt.unwrap")
                .description("Time of one operation with a private key")
                .register(meters);
    }

    void given(Payload payload) {
        switch (payload) {
            case Payload.Opened _ -> opened.increment();
            case Payload.Plain _ -> plain.increment();
            case Payload.NotForUs _ -> notForUs.increment();
            case Payload.Closed(Reason reason) -> closed(reason).increment();
        }
    }

    void keyRemembered() {
        remembered.increment();
    }

    void keyNotRemembered() {
        notRemembered.increment();
    }

    Timer unwraps() {
        return unwraps;
    }

    private Counter closed(Reason reason) {
        return Objects.requireNonNull(closed.get(reason));
    }

    private static Counter outcome(MeterRegistry meters, String outcome) {
        return Counter.builder("connector.decrypt.links")
                .description("Links read, by what became of them; a link is counted each time")
                .tag("outcome", outcome)
                .register(meters);
    }

    private static Counter keys(MeterRegistry meters, String result) {
        return Counter.builder("connector.decrypt.remembered")
                .description("Symmetric keys that were remembered, or had to be unwrapped")
                .tag("result", result)
                .register(meters);
    }
}
