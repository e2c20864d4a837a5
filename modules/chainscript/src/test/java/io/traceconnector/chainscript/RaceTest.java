package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.SelfTest.Exercise;
import java.security.ProviderException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class RaceTest {
    private static final Exercise SLOW = () -> LockSupport.parkNanos(8_000_000);
    private static final Exercise FAST = () -> {};

    @Test
    void theFastestWinsWhereverItStands() {
        assertThat(Race.winner(List.of(SLOW, FAST))).isEqualTo(1);
        assertThat(Race.winner(List.of(FAST, SLOW))).isZero();
        assertThat(Race.winner(List.of(SLOW, FAST, SLOW))).isEqualTo(1);
    }

    @Test
    void theFirstWinsANearTie() {
        assertThat(Race.winner(List.of(SLOW, SLOW, SLOW))).isZero();
    }

    @Test
    void whoFailsLosesHoweverFast() {
        Exercise failing = () -> {
            throw new ProviderException("out of order");
        };
        assertThat(Race.winner(List.of(failing, SLOW))).isEqualTo(1);
        assertThat(Race.winner(List.of(SLOW, failing))).isZero();
    }

    @Test
    void oneSlowRunOfTheFastestDoesNotDecide() {
        boolean[] first = {true};
        Exercise coldAtFirst = () -> {
            if (first[0]) {
                first[0] = false;
                LockSupport.parkNanos(12_000_000);
            }
        };
        assertThat(Race.winner(List.of(SLOW, coldAtFirst))).isEqualTo(1);
    }
}
