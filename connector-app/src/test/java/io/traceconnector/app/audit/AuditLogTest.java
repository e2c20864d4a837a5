package io.traceconnector.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditLogTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final FakeDirectory disk = new FakeDirectory();
    private final TestingLog testing = new TestingLog();

    @Test
    void saysWhoDidWhatWithWhichLinksAndWhichRuleDecided() throws IOException {
        try (AuditLog log = testing.open(disk)) {
            AuditTrail trail = log.trail(TestingLog.ERP, TestingLog.reading("request-1"), TestingLog.ALLOWED);
            trail.show(TestingLog.hash(1));
            trail.settle(200);
            trail.end(200, "");
        }

        JsonNode line = MAPPER.readTree(lines("request").getFirst());
        assertThat(line.path("caller").stringValue()).isEqualTo("service-account:erp");
        assertThat(line.path("onBehalfOf").stringValue()).isEqualTo("jane");
        assertThat(line.path("credential").stringValue()).isEqualTo("9f3c");
        assertThat(line.path("address").stringValue()).isEqualTo("10.0.0.7");
        assertThat(line.path("request").stringValue()).isEqualTo("request-1");
        assertThat(line.path("tenant").stringValue()).isEqualTo("acme");
        assertThat(line.path("route").stringValue()).isEqualTo("/api/v1/links/{hash}");
        assertThat(line.path("action").stringValue()).isEqualTo("links:read");
        assertThat(line.path("decision").stringValue()).isEqualTo("allowed");
        assertThat(line.path("rules").get(0).stringValue()).isEqualTo("connector.reader");
        assertThat(line.path("status").intValue()).isEqualTo(200);
        assertThat(line.path("links").get(0).stringValue())
                .isEqualTo(TestingLog.hash(1).hex());
        assertThat(lines("ended"))
                .as("what went as it was said needs no second line")
                .isEmpty();
    }

    @Test
    void writesMoreLinesWhereMoreIsShownAndHowItEnded() throws IOException {
        int links = 1000;
        try (AuditLog log = testing.open(disk)) {
            AuditTrail trail = log.trail(TestingLog.ERP, TestingLog.reading("request-1"), TestingLog.ALLOWED);
            trail.show(TestingLog.hash(1));
            trail.settle(200);
            IntStream.rangeClosed(2, links).forEach(i -> trail.show(TestingLog.hash(i)));
            trail.settle(200);
            trail.end(200, "client_gone");
        }

        assertThat(lines("request")).hasSize(1);
        assertThat(lines("shown")).hasSize(4);
        assertThat(shown()).hasSize(links);
        assertThat(MAPPER.readTree(lines("ended").getFirst()).path("code").stringValue())
                .isEqualTo("client_gone");
    }

    @Test
    void recordsARefusalWithItsCode() throws IOException {
        try (AuditLog log = testing.open(disk)) {
            log.refused(
                    Subject.unknown("10.0.0.9"),
                    TestingLog.reading("request-2"),
                    new Ruling.Refused(401, "invalid_token", List.of()));
        }

        JsonNode line = MAPPER.readTree(lines("refused").getFirst());
        assertThat(line.path("decision").stringValue()).isEqualTo("refused");
        assertThat(line.path("status").intValue()).isEqualTo(401);
        assertThat(line.path("code").stringValue()).isEqualTo("invalid_token");
        assertThat(line.has("caller")).isFalse();
    }

    @Test
    void countsRefusalsOfNobodyThatAreTooManyAndNoneOfSomebody() throws IOException {
        try (AuditLog log = testing.open(disk)) {
            Ruling.Refused refused = new Ruling.Refused(401, "invalid_token", List.of());
            for (int i = 0; i < 1000; i++) {
                log.refused(Subject.unknown("10.0.0.9"), TestingLog.reading("many"), refused);
                log.refused(TestingLog.ERP, TestingLog.reading("his"), refused);
            }
        }

        long counted = 0;
        for (String line : lines("refusals")) {
            counted += MAPPER.readTree(line).path("count").longValue();
        }
        long single =
                lines("refused").stream().filter(line -> line.contains("many")).count();
        assertThat(single).isLessThan(1000);
        assertThat(single + counted).isEqualTo(1000);
        assertThat(lines("refused").stream().filter(line -> line.contains("his")))
                .hasSize(1000);
    }

    @Test
    void cutsTextsThatCallersChoose() throws IOException {
        try (AuditLog log = testing.open(disk)) {
            Subject who = new Subject(Optional.of("x".repeat(100_000)), Optional.of("\n\u2028é\""), "", "10.0.0.9");
            log.event(who, TestingLog.deed("r", "y".repeat(100_000)), "done");
        }

        String line = lines("event").getFirst();
        assertThat(line).hasSizeLessThan(2000).contains("\\n\\u2028\\u00E9\\\"");
        assertThat(testing.verify(disk).findings()).isEmpty();
    }

    @Test
    void nothingReturnsBeforeItsRecordIsOnDisk() throws Exception {
        try (AuditLog log = testing.open(disk);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            disk.stall();
            AuditTrail trail = log.trail(TestingLog.ERP, TestingLog.reading("request-1"), TestingLog.ALLOWED);
            trail.show(TestingLog.hash(1));
            Future<?> waiting = threads.submit(() -> trail.settle(200));

            try {
                Awaitility.await().until(() -> shown().size() == 1);
                assertThat(waiting.isDone()).isFalse();
            } finally {
                disk.goOn();
            }
            waiting.get();
        }
    }

    @Test
    void whatMeetsSharesOneOperationOfTheDisk() throws Exception {
        int writers = 64;
        try (AuditLog log = testing.open(disk);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            disk.stall();
            int before = disk.forces();
            List<Future<?>> waiting = new ArrayList<>();
            IntFunction<Future<?>> writer =
                    i -> threads.submit(() -> log.event(TestingLog.ERP, TestingLog.reading("request-" + i), "done"));
            try {
                waiting.add(writer.apply(0));
                // The disk has the first one alone; all others meet behind it.
                Awaitility.await().until(() -> lines("event").size() == 1);
                IntStream.range(1, writers).mapToObj(writer).forEach(waiting::add);
                Awaitility.await().until(() -> queued() > (writers - 1) * 150);
            } finally {
                disk.goOn();
            }
            for (Future<?> each : waiting) {
                each.get();
            }
            assertThat(disk.forces() - before).isLessThan(writers / 2);
        }
        assertThat(lines("event")).hasSize(writers);
    }

    @Test
    void manyWritersMakeOneChainInWhichEachKeepsItsOrder() throws Exception {
        int writers = 64;
        int each = 50;
        try (AuditLog log = testing.open(TestingLog.config(64 << 10, 0), disk);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                String name = "writer-" + writer;
                threads.execute(() -> IntStream.range(0, each)
                        .forEach(i -> log.event(TestingLog.ERP, TestingLog.reading(name + "/" + i), "done")));
            }
        }

        assertThat(disk.files()).as("several files").hasSizeGreaterThan(3);
        assertThat(testing.verify(disk).findings()).isEmpty();
        for (int writer = 0; writer < writers; writer++) {
            String prefix = "\"writer-" + writer + "/";
            assertThat(lines("event").stream()
                            .filter(line -> line.contains(prefix))
                            .map(line -> line.replaceAll(".*\"request\":\"writer-\\d+/(\\d+)\".*", "$1")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    void refusesWhileTheDiskFailsAndGoesOnWhenItIsBack() throws IOException {
        try (AuditLog log = testing.open(disk)) {
            log.event(TestingLog.ERP, TestingLog.reading("before"), "done");
            disk.failing(true);
            assertThatThrownBy(() -> log.event(TestingLog.ERP, TestingLog.reading("meanwhile"), "done"))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.status()).isEqualTo(503);
                        assertThat(problem.code()).isEqualTo("audit_unavailable");
                    });
            assertThat(log.health().state()).isEqualTo(State.DOWN);

            disk.failing(false);
            log.event(TestingLog.ERP, TestingLog.reading("after"), "done");
            assertThat(log.health().state()).isEqualTo(State.UP);
        }

        assertThat(lines("event")).hasSize(2).noneMatch(line -> line.contains("meanwhile"));
        assertThat(testing.verify(disk).findings()).isEmpty();
    }

    @Test
    void refusesWhatFindsNoRoomToWait() throws Exception {
        try (AuditLog log = testing.open(disk);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            disk.stall();
            Future<?> first = threads.submit(() -> log.event(TestingLog.ERP, TestingLog.reading("first"), "done"));
            AuditTrail trail = log.trail(TestingLog.ERP, TestingLog.reading("large"), TestingLog.ALLOWED);

            assertThatThrownBy(() -> IntStream.range(0, 100_000).forEach(i -> trail.show(TestingLog.hash(i))))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo("audit_unavailable"));
            disk.goOn();
            first.get();
        }
    }

    @Test
    void signsHeadsThatCoverWhatIsOnDiskAndNoneWhereNothingWasWritten() throws IOException {
        try (AuditLog log = testing.open(disk)) {
            log.event(TestingLog.ERP, TestingLog.reading("one"), "done");
            Head head = log.head();
            log.heads().sign();
            log.heads().sign();
            assertThat(lines("head"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("\"covers\":" + head.number() + ",", head.hash()));

            log.event(TestingLog.ERP, TestingLog.reading("two"), "done");
            log.heads().sign();
            assertThat(lines("head")).hasSize(2);
        }
        VerificationReport report = testing.verify(disk);
        assertThat(report.findings()).isEmpty();
        assertThat(report.heads()).isEqualTo(2);
        assertThat(report.unsigned()).as("the last head itself").isEqualTo(1);
    }

    @Test
    void goesOnWithoutHeadsWhileTheKeyIsAwayAndSaysSo() throws IOException {
        try (AuditLog log = testing.open(disk)) {
            testing.ring.away(true);
            log.event(TestingLog.ERP, TestingLog.reading("one"), "done");
            log.heads().sign();
            assertThat(log.health().state()).isEqualTo(State.DEGRADED);
            assertThat(lines("head")).isEmpty();

            testing.ring.away(false);
            log.heads().sign();
            assertThat(log.health().state()).isEqualTo(State.UP);
            assertThat(lines("head")).hasSize(1);
        }
    }

    @Test
    void keepsSoManyFilesAndProvesThatTheOthersWereDeletedByItself() throws IOException {
        try (AuditLog log = testing.open(TestingLog.config(64 << 10, 3), disk)) {
            for (int i = 0; i < 2000; i++) {
                log.event(TestingLog.ERP, TestingLog.reading("request-" + i), "done");
            }
        }

        assertThat(disk.files()).hasSize(3).doesNotContain(FileName.FIRST);
        assertThat(testing.verify(disk).findings()).isEmpty();

        disk.delete(disk.files().getFirst());
        assertThat(testing.verify(disk).findings())
                .as("one more is missing")
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("missing"));
    }

    private double queued() {
        return testing.meters.get("connector.audit.waiting").gauge().value();
    }

    private List<String> lines(String type) throws IOException {
        return TestingLog.lines(disk).stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    private Set<LinkHash> shown() throws IOException {
        Set<LinkHash> shown = new HashSet<>();
        for (String line : TestingLog.lines(disk)) {
            MAPPER.readTree(line).path("links").forEach(link -> shown.add(new LinkHash(link.stringValue())));
        }
        return shown;
    }
}
