package io.traceconnector.sandbox.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.sandbox.store.LinkState;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.NewLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilledDirectoryTest {

    private static final FillPlan ANY = new FillPlan(Optional.empty(), Optional.empty());

    @TempDir
    private Path directory;

    private final AtomicInteger fillings = new AtomicInteger();

    @Test
    void fillsOnceAndThenUsesWhatIsThere() throws Exception {
        FillPlan plan = new FillPlan(Optional.of(5), Optional.of(3L));
        for (FillPlan next : List.of(plan, plan, ANY)) {
            try (FilledDirectory filled = FilledDirectory.open(directory, next, this::fill, _ -> {})) {
                assertThat(filled.links().size()).isEqualTo(5);
                assertThat(filled.filling()).isEqualTo(new Filling(Filling.FORMAT, 5, 3));
            }
        }
        assertThat(fillings).hasValue(1);
    }

    @Test
    void throwsAwayAnInterruptedFilling() throws Exception {
        FillPlan plan = new FillPlan(Optional.of(5), Optional.empty());
        FilledDirectory.Source interrupted = (_, links, _, _) -> {
            add(links, 1);
            throw new InterruptedException();
        };
        assertThatThrownBy(() -> FilledDirectory.open(directory, plan, interrupted, _ -> {}))
                .isInstanceOf(InterruptedException.class);
        try (FilledDirectory filled = FilledDirectory.open(directory, plan, this::fill, _ -> {})) {
            assertThat(filled.links().size()).isEqualTo(5);
        }
    }

    @Test
    void refusesToServeOtherLinksThanAskedFor() throws Exception {
        FilledDirectory.open(directory, new FillPlan(Optional.of(5), Optional.empty()), this::fill, _ -> {})
                .close();
        for (FillPlan other : List.of(
                new FillPlan(Optional.of(6), Optional.empty()), new FillPlan(Optional.of(5), Optional.of(2L)))) {
            assertThatThrownBy(() -> FilledDirectory.open(directory, other, this::fill, _ -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("holds 5 links of seed 1");
        }
    }

    @Test
    void refusesAnImpossibleNumberOfLinks() {
        assertThatThrownBy(() -> new FillPlan(Optional.of(0), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void fill(
            Filling filling,
            LinkStore links,
            io.traceconnector.sandbox.store.TagLog tags,
            java.util.function.IntConsumer progress)
            throws IOException {
        fillings.incrementAndGet();
        for (int i = 1; i <= filling.links(); i++) {
            add(links, i);
        }
    }

    private static void add(LinkStore links, int number) throws IOException {
        links.append(
                new NewLink(
                        ByteBuffer.allocate(32).putInt(number).array(),
                        Optional.empty(),
                        new UUID(0, number),
                        201,
                        2010,
                        0,
                        LinkState.OWNED,
                        true,
                        List.of(),
                        new byte[] {'{', '}'},
                        Optional.empty(),
                        0),
                false);
    }
}
