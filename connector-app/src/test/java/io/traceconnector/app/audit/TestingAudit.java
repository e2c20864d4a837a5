package io.traceconnector.app.audit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An audit log on a disk in memory, for tests of what is recorded. */
public final class TestingAudit implements AutoCloseable {

    private static final AuditConfig CONFIG =
            new AuditConfig(Optional.empty(), 64 << 20, Duration.ofDays(1), 0, 16 << 20, Duration.ofSeconds(20), 100);

    private final FakeDirectory disk = new FakeDirectory();
    private final AuditLog log;

    public TestingAudit() {
        try {
            log = AuditLog.open(
                    CONFIG, disk, new FakeRing(), Clock.systemUTC(), new SimpleMeterRegistry(), Duration.ofDays(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public AuditLog log() {
        return log;
    }

    /** From here on nothing can be written. */
    public void failing(boolean now) {
        disk.failing(now);
    }

    /** From here on nothing comes to the disk until {@link #goOn}. */
    public void stall() {
        disk.stall();
    }

    public void goOn() {
        disk.goOn();
    }

    /** All that is there. */
    public String text() {
        try {
            return String.join("\n", TestingLog.lines(disk));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of a type that are there now, whether or not they would survive a crash. */
    public List<JsonNode> lines(String type) {
        try {
            return TestingLog.lines(disk).stream()
                    .filter(line -> line.endsWith("\"}"))
                    .map(line -> JsonMapper.shared().readTree(line))
                    .filter(line -> line.path("type").stringValue().equals(type))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
