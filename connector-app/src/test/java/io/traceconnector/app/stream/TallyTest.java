package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TallyTest {

    @Property(tries = 200)
    void countsDistinctLinksOnly(@ForAll @Size(max = 3000) List<@LongRange(min = -50, max = 2000) Long> links) {
        Tally tally = new Tally(7, 1_000_000);
        Set<Long> seen = new HashSet<>();
        for (long link : links) {
            assertThat(tally.pass(link)).isEqualTo(seen.add(link));
        }
        assertThat(tally.passed()).isEqualTo(7 + seen.size());
    }

    @Test
    void forgetsAllButTheLastWhenItsCountIsRight() {
        Tally tally = new Tally(0, 1_000_000);
        for (long link = 1; link <= 10_000; link++) {
            tally.pass(link);
        }
        tally.settle();
        tally.settle();

        assertThat(tally.pass(10_000)).isFalse();
        assertThat(tally.pass(10_000 - 511)).isFalse();
        assertThat(tally.pass(10_000 - 512)).isTrue();
        assertThat(tally.passed()).isEqualTo(10_001);
    }

    @Test
    void holdsNoMoreThanItsBound() {
        Tally tally = new Tally(0, 1000);
        for (long link = 1; link <= 1001; link++) {
            tally.pass(link);
        }

        assertThat(tally.pass(1)).as("forgotten").isTrue();
        assertThat(tally.pass(1001)).as("the last are held").isFalse();
    }
}
