package io.traceconnector.app.modules;

import io.traceconnector.api.Batch;
import io.traceconnector.api.ConnectorModule;
import io.traceconnector.api.Default;
import io.traceconnector.api.Feed;
import io.traceconnector.api.HealthCheck;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.ModuleContext;
import io.traceconnector.api.Position;
import io.traceconnector.api.RunningModule;
import io.traceconnector.api.SegmentConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A module whose every step is noted in a list that several may share. */
final class FakeModule implements ConnectorModule<FakeModule.Settings> {

    record Settings(@Default("hello") String greeting) {}

    private final String id;
    private final List<String> notes;
    private final List<ModuleContext> contexts = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean failingClose;
    private volatile CountDownLatch startGate = new CountDownLatch(0);
    private volatile CountDownLatch closeGate = new CountDownLatch(0);

    FakeModule(String id, List<String> notes) {
        this.id = id;
        this.notes = notes;
    }

    /** So many starts fail. */
    FakeModule failing(int starts) {
        failures.set(starts);
        return this;
    }

    FakeModule failingToClose() {
        failingClose = true;
        return this;
    }

    FakeModule startingWhen(CountDownLatch gate) {
        startGate = gate;
        return this;
    }

    FakeModule closingWhen(CountDownLatch gate) {
        closeGate = gate;
        return this;
    }

    List<ModuleContext> contexts() {
        return contexts;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public boolean judgesLinks() {
        return id.startsWith("judge");
    }

    @Override
    public RunningModule start(Settings config, ModuleContext context) throws InterruptedException {
        contexts.add(context);
        context.meters().gauge("size", () -> 1);
        context.meters().count("starts", 1);
        context.meters().time("start", Duration.ofMillis(3));
        startGate.await();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            notes.add("fails " + id);
            throw new IllegalStateException("the disk of " + id + " is away");
        }
        notes.add("starts " + id + " " + config.greeting());
        return switch (id.split("-")[0]) {
            case "consumer" -> new Consumer();
            case "judge", "sly" -> new Judge();
            default -> new Other();
        };
    }

    /** A running module that checks its health and does nothing else. */
    private class Other implements RunningModule, HealthCheck {

        private boolean closed;

        @Override
        public Health health() {
            return new Health(State.UP, "fine", Optional.empty());
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            try {
                closeGate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            notes.add("closes " + id);
            if (failingClose) {
                throw new IllegalStateException("the disk of " + id + " is away");
            }
        }
    }

    private final class Judge extends Other implements LinkValidator {

        @Override
        public List<Reason> validate(Draft draft) {
            return List.of(new Reason("", id, "no"));
        }
    }

    private final class Consumer extends Other implements SegmentConsumer {

        @Override
        public Position position(Feed feed) {
            return Position.START;
        }

        @Override
        public void accept(Batch batch) {}
    }
}
