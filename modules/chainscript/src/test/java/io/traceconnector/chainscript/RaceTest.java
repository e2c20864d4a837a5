package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.SelfTest.Exercise;
import java.security.ProviderException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RaceTest {
    private long now;
    private int runs;

    @Test
    void theFastestWinsWhereverItStands() {
        assertThat(winner(taking(8_000_000), taking(10))).isEqualTo(1);
        assertThat(winner(taking(10), taking(8_000_000))).isZero();
        assertThat(winner(taking(300), taking(100), taking(200))).isEqualTo(1);
    }

    @Test
    void theFirstWinsANearTie() {
        assertThat(winner(taking(120), taking(100))).isZero();
        assertThat(winner(taking(140), taking(100))).isEqualTo(1);
    }

    @Test
    void whoFailsLosesHoweverFast() {
        Exercise failing = () -> {
            throw new ProviderException("out of order");
        };
        assertThat(winner(failing, taking(100))).isEqualTo(1);
        assertThat(winner(taking(100), failing)).isZero();
    }

    @Test
    void oneWhoFailsLaterLosesToo() {
        Exercise failingAtTheSecond = () -> {
            if (++runs == 2) {
                throw new ProviderException("out of order");
            }
        };
        assertThat(winner(failingAtTheSecond, taking(100))).isEqualTo(1);
    }

    @Test
    void aSlowFirstRunDoesNotDecide() {
        Exercise coldAtFirst = () -> now += ++runs == 1 ? 50_000_000 : 10;
        assertThat(winner(taking(100), coldAtFirst)).isEqualTo(1);
    }

    @Test
    void endsEarlyWhereRunsAreSlow() {
        Exercise slow = () -> {
            now += 100_000_000;
            runs++;
        };
        winner(slow, slow);
        assertThat(runs).isEqualTo(4);
    }

    private Exercise taking(long nanos) {
        return () -> now += nanos;
    }

    private int winner(Exercise... runners) {
        return Race.winner(List.of(runners), () -> now);
    }
}
