package io.traceconnector.app.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.ConnectorModule;
import io.traceconnector.api.HealthCheck;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.stream.Pauses;
import io.traceconnector.app.stream.Subscription;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModuleHostTest {

    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeConfigs configs = new FakeConfigs();
    private volatile boolean feedingEnds = true;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    /** Binds everything to one text, but for what is broken. */
    private static final class FakeConfigs implements ModuleConfigs {

        private Set<String> disabled = Set.of();
        private Set<String> broken = Set.of();

        @Override
        public boolean enabled(String id) {
            return !disabled.contains(id);
        }

        @Override
        public <C extends Record> C bind(String id, Class<C> type) {
            if (broken.contains(id)) {
                throw new IllegalArgumentException("modules." + id + ".colour: unknown key");
            }
            return type.cast(new FakeModule.Settings("hi"));
        }
    }

    @Test
    void startsEachModuleInItsOwnDirectory() {
        FakeModule one = module("one");
        FakeModule two = module("two");
        ModuleHost host = start(one, two);
        awaitRunning(host, 2);

        assertThat(notes).containsExactlyInAnyOrder("starts one hi", "starts two hi");
        assertThat(one.contexts().getFirst().directory())
                .isEqualTo(data.resolve("one"))
                .isDirectory();
        assertThat(two.contexts().getFirst().directory())
                .isEqualTo(data.resolve("two"))
                .isDirectory();
    }

    @Test
    void startsNothingWhenOneConfigurationIsWrong() {
        configs.broken = Set.of("two");
        assertThatThrownBy(() -> start(module("one"), module("two")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modules.two");

        assertThat(notes).isEmpty();
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void leavesOutWhatIsNotEnabled() {
        configs.disabled = Set.of("one");
        configs.broken = Set.of("one");
        ModuleHost host = start(module("one"), module("two"));
        awaitRunning(host, 1);

        assertThat(host.modules()).extracting(HostedModule::id).containsExactly("two");
    }

    @Test
    void triesAFailedStartAgainAndTakesNothingElseDown() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ModuleHost host = start(
                (length, stop) -> {
                    pausing.countDown();
                    goOn.await();
                    return stop.getCount() == 0;
                },
                module("one").failing(2),
                module("two"));
        pausing.await();
        awaitRunning(host, 1);

        assertThat(host.modules().getFirst().state()).isInstanceOfSatisfying(ModuleState.Failed.class, failed -> {
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(failed.cause()).hasMessage("the disk of one is away");
        });
        goOn.countDown();
        awaitRunning(host, 2);
        assertThat(notes).contains("fails one", "starts one hi");
        assertThat(registry.get("connector.one.size").gauges()).hasSize(1);
        assertThat(registry.get("connector.one.starts").counter().count()).isEqualTo(3);
    }

    @Test
    void feedsThoseThatTakeLinks() {
        ModuleHost host = start(module("consumer-a"), module("other"));
        awaitRunning(host, 2);

        assertThat(notes).contains("feeds consumer-a").doesNotContain("feeds other");
        assertThat(host.running(SegmentConsumer.class)).hasSize(1);
        assertThat(host.running(HealthCheck.class)).hasSize(2);
        assertThat(host.modules().getLast().offers(SegmentConsumer.class)).isEmpty();
    }

    @Test
    void letsNoLinkPassWhileAModuleThatJudgesLinksDoesNotRun() {
        CountDownLatch gate = new CountDownLatch(1);
        ModuleHost host = start(module("judge-a"), module("judge-b").startingWhen(gate), module("other"));
        awaitRunning(host, 2);

        assertThatThrownBy(host::validators)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("validation_unavailable"));
        gate.countDown();
        awaitRunning(host, 3);
        assertThat(host.validators()).hasSize(2);
    }

    @Test
    void doesNotRunAModuleThatJudgesLinksWithoutSayingSo() throws InterruptedException {
        ModuleHost host = start(
                (length, stop) -> {
                    stop.await();
                    return true;
                },
                module("sly"),
                module("other"));
        awaitRunning(host, 1);

        await().until(() -> host.modules().getFirst().state() instanceof ModuleState.Failed);
        assertThat(notes).contains("closes sly");
        assertThat(host.validators()).isEmpty();
        host.stop(SECONDS);
    }

    @Test
    void stopsFeedingBeforeItClosesInReverse() throws InterruptedException {
        ModuleHost host = start(module("consumer-a"), module("consumer-b"), module("other"));
        awaitRunning(host, 3);
        notes.clear();
        host.stop(SECONDS);

        assertThat(notes)
                .containsExactly(
                        "stops consumer-b",
                        "stops consumer-a",
                        "closes other",
                        "closes consumer-b",
                        "closes consumer-a");
        assertThat(host.modules()).allMatch(module -> module.state() instanceof ModuleState.Stopped);
        assertThat(registry.find("connector.other.size").gauge()).isNull();
    }

    @Test
    void closesNothingTwice() throws InterruptedException {
        ModuleHost host = start(module("one"));
        awaitRunning(host, 1);
        host.stop(SECONDS);
        host.stop(SECONDS);

        assertThat(notes).containsOnlyOnce("closes one");
    }

    @Test
    void closesTheOthersWhenOneFailsAndReportsIt() {
        ModuleHost host = start(module("one"), module("two").failingToClose(), module("three"));
        awaitRunning(host, 3);

        assertThatThrownBy(() -> host.stop(SECONDS)).isInstanceOfSatisfying(ModuleException.class, failure -> {
            assertThat(failure.getSuppressed()).singleElement().satisfies(one -> {
                assertThat(one).hasMessageContaining("the module two");
                assertThat(one).hasRootCauseMessage("the disk of two is away");
            });
        });
        assertThat(notes).contains("closes one", "closes three");
    }

    @Test
    void leavesAModuleThatHangsAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        ModuleHost host = start(module("one"), module("two").closingWhen(never));
        awaitRunning(host, 2);

        assertThatThrownBy(() -> host.stop(Duration.ofMillis(200)))
                .isInstanceOfSatisfying(
                        ModuleException.class,
                        failure -> assertThat(failure.getSuppressed())
                                .anySatisfy(one -> assertThat(one)
                                        .hasMessageContaining(
                                                "two does not stop as it should: it does not close in time")));
        never.countDown();
        await().until(() -> notes.containsAll(List.of("closes one", "closes two")));
    }

    @Test
    void reportsABatchThatDoesNotReturn() {
        feedingEnds = false;
        ModuleHost host = start(module("consumer-a"));
        awaitRunning(host, 1);

        assertThatThrownBy(() -> host.stop(SECONDS))
                .isInstanceOfSatisfying(
                        ModuleException.class,
                        failure -> assertThat(failure.getSuppressed())
                                .singleElement()
                                .satisfies(one -> assertThat(one).hasMessageContaining("still taking a batch")));
        assertThat(notes).endsWith("closes consumer-a");
    }

    @Test
    void closesAModuleWhoseStartEndsAfterTheStopBegan() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        FakeModule slow = module("consumer-a").startingWhen(gate);
        ModuleHost host = start(slow);
        await().until(() -> !slow.contexts().isEmpty());
        Thread.ofVirtual().start(() -> {
            await().until(() -> host.modules().getFirst().state() instanceof ModuleState.Starting);
            gate.countDown();
        });
        host.stop(SECONDS);

        assertThat(notes).startsWith("starts consumer-a hi").endsWith("closes consumer-a");
        assertThat(registry.find("connector.consumer-a.size").gauge()).isNull();
    }

    @Test
    void triesNoStartAgainOnceItIsStopped() throws InterruptedException {
        ModuleHost host = start(Pauses.REAL, module("one").failing(Integer.MAX_VALUE));
        await().until(() -> host.modules().getFirst().state() instanceof ModuleState.Failed);
        host.stop(SECONDS);
        int fails = notes.size();

        assertThat(host.modules().getFirst().state()).isInstanceOf(ModuleState.Stopped.class);
        assertThat(notes).hasSize(fails);
    }

    private FakeModule module(String id) {
        return new FakeModule(id, notes);
    }

    private ModuleHost start(FakeModule... modules) {
        return start((length, stop) -> stop.getCount() == 0, modules);
    }

    private ModuleHost start(Pauses pauses, FakeModule... modules) {
        List<ConnectorModule<?>> found = List.of(modules);
        Surroundings around = new Surroundings(
                data,
                Clock.systemUTC(),
                registry,
                (caller, trace) -> List.of(),
                id -> (caller, feed, trace, action, data, key) -> {
                    throw new AssertionError("no module of this test writes");
                },
                organisation -> new TenantId("default"));
        StartRetry retry = new StartRetry(Duration.ofMillis(1), Duration.ofMinutes(5), pauses);
        ModuleHost host = ModuleHost.configured(found, configs, this::feed, retry);
        host.start(around);
        return host;
    }

    private Subscription feed(String consumer, SegmentConsumer target) {
        notes.add("feeds " + consumer);
        return within -> {
            notes.add("stops " + consumer);
            return feedingEnds;
        };
    }

    private static void awaitRunning(ModuleHost host, int count) {
        await().until(() -> host.modules().stream()
                        .filter(module -> module.state() instanceof ModuleState.Running)
                        .count()
                == count);
    }
}
