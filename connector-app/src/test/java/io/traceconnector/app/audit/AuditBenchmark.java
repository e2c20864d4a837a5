package io.traceconnector.app.audit;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How many requests a second can be recorded durably, by how many ask at a time, and what processor time one takes in the whole process; then how long a
 * large log takes to be verified and to be read. Run by hand: {@code AuditBenchmark DIRECTORY [SECONDS [MEGABYTES]]}.
 */
final class AuditBenchmark {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int LINKS = 5;

    private AuditBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(args[0]), "audit");
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        FakeRing ring = new FakeRing();
        try (AuditLog log = AuditLog.open(
                TestingLog.config(64 << 20, 0),
                Files.createDirectory(directory.resolve("records")),
                ring,
                Clock.systemUTC(),
                new SimpleMeterRegistry())) {
            for (int callers : new int[] {64, 1, 8, 64, 512}) {
                System.out.println(requests(log, callers, seconds));
            }
        }
        if (args.length > 2) {
            large(directory.resolve("large"), Integer.parseInt(args[2]) * 1024L * 1024, ring);
        }
    }

    private static String requests(AuditLog log, int callers, int seconds) {
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        AtomicLong done = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        request(log);
                        done.incrementAndGet();
                    }
                });
            }
        }
        double took = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "%4d at a time: %7.0f requests/s, %5.1f us of CPU each",
                callers,
                done.get() / took,
                (PROCESS.getProcessCpuTime() - cpu) / 1e3 / done.get());
    }

    private static void request(AuditLog log) {
        AuditTrail trail =
                log.trail(TestingLog.ERP, TestingLog.reading("0123456789abcdef01234567"), TestingLog.ALLOWED);
        for (int link = 0; link < LINKS; link++) {
            trail.show(TestingLog.hash(link));
        }
        trail.settle(200);
        trail.end(200, "");
    }

    private static void large(Path directory, long bytes, FakeRing ring) throws IOException {
        Files.createDirectory(directory);
        Records records = new Records(Clock.systemUTC());
        Records.Shown shown = new Records.Shown(
                IntStream.range(0, LINKS).mapToObj(TestingLog::hash).toList(), 0);
        byte[] body = records.request(
                1, TestingLog.ERP, TestingLog.reading("r"), List.of("connector.reader"), 200, "", shown);
        Chain chain = Chain.empty();
        FileName name = FileName.FIRST;
        for (long left = bytes; left > 0; left -= 64 << 20) {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(directory.resolve(name.toString())))) {
                ByteArrayOutputStream lines = new ByteArrayOutputStream();
                chain.append(records.file(name, chain.head()), lines);
                for (long size = 0; size < 64 << 20; size += lines.size()) {
                    lines.writeTo(out);
                    lines.reset();
                    chain.append(body, lines);
                }
                lines.writeTo(out);
            }
            name = name.next();
        }
        long start = PROCESS.getProcessCpuTime();
        VerificationReport report =
                new Verification(directory, List.of(ring.publicKey(FakeRing.ACME)), Optional.empty()).run();
        System.out.printf(
                Locale.ROOT,
                "verified %d lines with %s of CPU: %s%n",
                report.lines(),
                Duration.ofNanos(PROCESS.getProcessCpuTime() - start),
                report.findings());
        start = PROCESS.getProcessCpuTime();
        AtomicLong read = new AtomicLong();
        AuditReader.of(directory)
                .read(
                        new AuditReader.Query(
                                0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("nobody")),
                        (line, text) -> read.incrementAndGet() > 0);
        System.out.println(
                "read through for nobody with " + Duration.ofNanos(PROCESS.getProcessCpuTime() - start) + " of CPU");
    }
}
