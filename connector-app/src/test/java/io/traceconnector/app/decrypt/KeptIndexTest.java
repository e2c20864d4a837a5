package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeptIndexTest {

    @Property(tries = 200)
    void givesTheLastPlace(@ForAll @Size(max = 300) List<@IntRange(max = 99) Integer> numbers) {
        KeptIndex index = new KeptIndex();
        Map<Integer, Long> model = new HashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            long place = (long) i * KeptIndex.UNIT;
            index.put(digest(numbers.get(i)), place);
            model.put(numbers.get(i), place);
        }

        assertThat(index.size()).isEqualTo(model.size());
        for (int number = 0; number < 100; number++) {
            assertThat(index.find(digest(number))).isEqualTo(model.getOrDefault(number, -(long) KeptIndex.UNIT));
        }
    }

    @Test
    void keepsEveryPlaceWhileItGrows() {
        KeptIndex index = new KeptIndex();
        for (int i = 0; i < 100_000; i++) {
            index.put(digest(i), (long) i * 4096);
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(index.find(digest(i))).isEqualTo((long) i * 4096);
        }
        assertThat(index.size()).isEqualTo(100_000);
        assertThat(index.find(digest(-1))).isNegative();
    }

    @Test
    void takesTheFarthestPlace() {
        KeptIndex index = new KeptIndex();
        index.put(digest(1), KeptIndex.MAX_PLACE);

        assertThat(index.find(digest(1))).isEqualTo(KeptIndex.MAX_PLACE);
    }

    private static Sha256 digest(int number) {
        return Sha256.of(("link " + number).getBytes(StandardCharsets.US_ASCII));
    }
}
