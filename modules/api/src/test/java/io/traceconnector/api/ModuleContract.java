package io.traceconnector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every module must keep to: the numbers are those of the life in {@link ConnectorModule}. A module's tests hold a subclass of this.
 *
 * @param <C> the module's configuration
 */
public abstract class ModuleContract<C extends Record> {

    private static final Feed FEED = ContractLinks.FEED;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private FakeModuleContext context = new FakeModuleContext(Path.of("unset"));

    /** A module as the service loader makes it. */
    protected abstract ConnectorModule<C> module();

    /** A configuration that it can start with. */
    protected abstract C config();

    /** How many links the module's data stands for; empty where it keeps nothing that could be counted. */
    protected OptionalLong links(RunningModule running) {
        return OptionalLong.empty();
    }

    @BeforeEach
    void freshDirectory() throws IOException {
        context = new FakeModuleContext(Files.createDirectory(data.resolve(module().id())));
    }

    @Test
    @DisplayName("1. is found by the service loader under an id of lower-case letters and hyphens")
    void isFound() {
        List<String> ids = ServiceLoader.load(ConnectorModule.class).stream()
                .filter(provider -> provider.type().equals(module().getClass()))
                .map(provider -> provider.get().id())
                .toList();

        assertThat(ids).containsExactly(module().id());
        assertThat(module().id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(context.directory()).isEmptyDirectory();
    }

    @Test
    @DisplayName("2. is configured by a record that can be bound")
    void isConfigured() {
        assertThat(ConfigShape.unbindable(module().configType())).isEmpty();
        assertThat(config()).isInstanceOf(module().configType());
    }

    @Test
    @DisplayName("3. starts in an empty directory, keeps to it, and starts again after a stop")
    void startsInItsDirectory() throws Exception {
        module().start(config(), context).close();
        module().start(config(), context).close();

        try (Stream<Path> entries = Files.list(data)) {
            assertThat(entries).containsExactly(context.directory());
        }
    }

    @Test
    @DisplayName("4. begins every feed at its start and keeps the position of what it took")
    void keepsThePosition() throws Exception {
        try (RunningModule running = module().start(config(), context)) {
            SegmentConsumer consumer = consumer(running);
            assertThat(consumer.position(FEED)).isEqualTo(Position.START);

            consumer.accept(batch(0, 3, "after-3"));
            assertThat(consumer.position(FEED)).isEqualTo(new Position("after-3"));

            consumer.accept(new Batch(FEED, List.of(), new Position("moved only")));
            assertThat(consumer.position(FEED)).isEqualTo(new Position("moved only"));
            assertThat(consumer.position(ContractLinks.OTHER_FEED)).isEqualTo(Position.START);
            assertCount(running, 3);
        }
    }

    @Test
    @DisplayName("4. takes a batch that comes again without a second effect, and goes back where it is told to")
    void takesABatchTwice() throws Exception {
        try (RunningModule running = module().start(config(), context)) {
            SegmentConsumer consumer = consumer(running);
            Batch batch = batch(0, 3, "after-3");
            consumer.accept(batch);
            consumer.accept(batch);
            consumer.accept(batch(3, 5, "after-5"));
            consumer.accept(batch(1, 4, "back at 4"));

            assertThat(consumer.position(FEED)).isEqualTo(new Position("back at 4"));
            assertCount(running, 5);
        }
    }

    @Test
    @DisplayName("4. takes every kind of payload, and passes off as data only what was opened or plain")
    void takesEveryPayload() throws Exception {
        try (RunningModule running = module().start(config(), context)) {
            SegmentConsumer consumer = consumer(running);
            List<Segment> segments = ContractLinks.ofEveryPayload();
            consumer.accept(new Batch(FEED, segments, new Position("all kinds")));

            assertThat(consumer.position(FEED)).isEqualTo(new Position("all kinds"));
            assertCount(running, 2);
        }
    }

    @Test
    @DisplayName("4. takes several feeds at a time")
    void takesSeveralFeedsAtATime() throws Exception {
        try (RunningModule running = module().start(config(), context);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SegmentConsumer consumer = consumer(running);
            List<Feed> feeds =
                    IntStream.range(0, 4).mapToObj(ContractLinks::feed).toList();
            List<Callable<Void>> tasks = new ArrayList<>();
            for (Feed feed : feeds) {
                tasks.add(() -> {
                    for (int from = 0; from < 20; from += 2) {
                        consumer.accept(ContractLinks.batch(feed, from, from + 2, "after-" + (from + 2)));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }

            assertThat(feeds)
                    .allSatisfy(feed -> assertThat(consumer.position(feed)).isEqualTo(new Position("after-20")));
            assertCount(running, 80);
        }
    }

    @Test
    @DisplayName("5. has after the next start what it took before, and goes on from there")
    void goesOnAfterARestart() throws Exception {
        try (RunningModule running = module().start(config(), context)) {
            consumer(running).accept(batch(0, 3, "after-3"));
        }
        try (RunningModule running = module().start(config(), context)) {
            SegmentConsumer consumer = consumer(running);
            assertThat(consumer.position(FEED)).isEqualTo(new Position("after-3"));
            consumer.accept(batch(2, 5, "after-5"));
            assertThat(consumer.position(FEED)).isEqualTo(new Position("after-5"));
            assertCount(running, 5);
        }
    }

    @Test
    @DisplayName("5. begins anew when its directory was deleted while it was stopped")
    void beginsAnewWithoutItsDirectory() throws Exception {
        try (RunningModule running = module().start(config(), context)) {
            consumer(running).accept(batch(0, 3, "after-3"));
        }
        FakeModuleContext emptied = new FakeModuleContext(
                Files.createDirectories(data.resolve("emptied").resolve(module().id())));
        try (RunningModule running = module().start(config(), emptied)) {
            assertThat(consumer(running).position(FEED)).isEqualTo(Position.START);
            assertCount(running, 0);
        }
    }

    @Test
    @DisplayName("5. is closed twice without harm")
    void isClosedTwice() throws Exception {
        RunningModule running = module().start(config(), context);
        running.close();

        assertThatCode(running::close).doesNotThrowAnyException();
    }

    private static SegmentConsumer consumer(RunningModule running) {
        Assumptions.assumeTrue(running instanceof SegmentConsumer, "the module does not take links");
        return (SegmentConsumer) running;
    }

    private static Batch batch(int from, int to, String position) {
        return ContractLinks.batch(FEED, from, to, position);
    }

    private void assertCount(RunningModule running, long expected) {
        links(running).ifPresent(count -> assertThat(count).isEqualTo(expected));
    }
}
