package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CircuitTest {

    private final FakePace pace = new FakePace();
    private final Circuit circuit = new Circuit(new CircuitConfig(3, Duration.ofSeconds(5)), pace);

    @Test
    void opensAfterFailuresInARowOnly() {
        call(false);
        call(false);
        call(true);
        call(false);
        call(false);
        assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
        call(false);
        assertThat(circuit.state()).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.enter()).isEmpty();
    }

    @Test
    void letsOneCallTryAfterThePause() {
        open();
        pace.pass(Duration.ofSeconds(5));
        Circuit.Pass probe = circuit.enter().orElseThrow();
        assertThat(circuit.enter()).isEmpty();
        probe.report(true);
        probe.close();
        assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
        assertThat(circuit.enter()).isPresent();
    }

    @Test
    void opensAgainWhenTheTryFails() {
        open();
        pace.pass(Duration.ofSeconds(5));
        call(false);
        assertThat(circuit.enter()).isEmpty();
        pace.pass(Duration.ofSeconds(5));
        assertThat(circuit.enter()).isPresent();
    }

    @Test
    void letsTheNextCallTryWhereATrySaidNothing() {
        open();
        pace.pass(Duration.ofSeconds(5));
        circuit.enter().orElseThrow().close();
        assertThat(circuit.enter()).isPresent();
    }

    @Test
    void doesNotBelieveACallThatBeganBeforeItOpened() {
        Circuit.Pass old = circuit.enter().orElseThrow();
        open();
        old.report(true);
        old.close();
        assertThat(circuit.state()).isEqualTo(Circuit.State.OPEN);
    }

    private void open() {
        call(false);
        call(false);
        call(false);
    }

    private void call(boolean good) {
        try (Circuit.Pass pass = circuit.enter().orElseThrow()) {
            pass.report(good);
        }
    }
}
