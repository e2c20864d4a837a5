package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SweepPlanTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration QUICK = Duration.ofMillis(10);

    private final SweepPlan plan = new SweepPlan(new SweepConfig(Duration.ofSeconds(5), Duration.ofMinutes(10), 1000));

    @Test
    void growsRareWhileSweepsHealNothing() {
        plan.found(Set.of(1L), NOW);
        assertPause(Duration.ofSeconds(5));
        plan.swept(Set.of(1L), QUICK, NOW);
        assertPause(Duration.ofSeconds(10));
        plan.swept(Set.of(1L, 2L), QUICK, NOW);
        assertPause(Duration.ofSeconds(20));
        for (int i = 0; i < 20; i++) {
            plan.swept(Set.of(1L, 2L), QUICK, NOW);
        }
        assertPause(Duration.ofMinutes(10));
    }

    @Test
    void comesSoonAgainWhenASweepHealedSomething() {
        plan.found(Set.of(1L, 2L), NOW);
        plan.swept(Set.of(1L, 2L), QUICK, NOW);
        plan.swept(Set.of(2L), QUICK, NOW);

        assertPause(Duration.ofSeconds(5));
    }

    @Test
    void leavesTraceAloneForLongerThanASweepTakes() {
        plan.swept(Set.of(1L), Duration.ofMinutes(1), NOW);
        assertPause(Duration.ofMinutes(1));
        plan.swept(Set.of(1L), Duration.ofMinutes(1), NOW);
        assertPause(Duration.ofMinutes(20));
    }

    @Test
    void doesNotLetNewFindingsBringASweepForward() {
        plan.found(Set.of(1L), NOW);
        plan.found(Set.of(2L), NOW.plusSeconds(4));

        assertPause(Duration.ofSeconds(5));
    }

    @Test
    void isNotDueWhenNothingIsDoubtful() {
        plan.found(Set.of(1L), NOW);
        plan.clear();

        assertThat(plan.due()).isEmpty();
        assertThat(plan.isDue(Instant.MAX)).isFalse();
    }

    @Test
    void hastensWhereTheFeedDoesNotGoOnWithoutIt() {
        plan.swept(Set.of(1L), Duration.ofMinutes(1), NOW);
        plan.hasten(NOW);

        assertPause(Duration.ofSeconds(5));
    }

    private void assertPause(Duration expected) {
        assertThat(plan.due()).contains(NOW.plus(expected));
        assertThat(plan.isDue(NOW.plus(expected))).isTrue();
        assertThat(plan.isDue(NOW.plus(expected).minusMillis(1))).isFalse();
    }
}
