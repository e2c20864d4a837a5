package io.traceconnector.app.audit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log on a fake disk, whose heads are signed when a test says so, and what is needed to write into it. */
final class TestingLog {

    static final Subject ERP = new Subject(Optional.of("service-account:erp"), Optional.of("jane"), "9f3c", "10.0.0.7");
    static final Ruling.Allowed ALLOWED = new Ruling.Allowed(List.of("connector.reader"));

    private static final Duration NEVER = Duration.ofDays(1);

    final FakeRing ring = new FakeRing();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    AuditLog open(AuditDirectory directory) throws IOException {
        return open(config(64 << 20, 0), directory);
    }

    AuditLog open(Clock clock, AuditDirectory directory) throws IOException {
        return AuditLog.open(config(64 << 20, 0), directory, ring, clock, meters, NEVER);
    }

    AuditLog open(AuditConfig config, AuditDirectory directory) throws IOException {
        return AuditLog.open(config, directory, ring, Clock.systemUTC(), meters, NEVER);
    }

    static AuditConfig config(long fileBytes, int keepFiles) {
        return new AuditConfig(
                Optional.of(FakeRing.ACME),
                fileBytes,
                Duration.ofHours(24),
                keepFiles,
                1 << 20,
                Duration.ofSeconds(10),
                100);
    }

    VerificationReport verify(AuditDirectory directory, String... head) throws IOException {
        return new Verification(
                        directory,
                        List.of(ring.publicKey(FakeRing.ACME)),
                        head.length == 0 ? Optional.empty() : Optional.of(head[0]))
                .run();
    }

    static Deed reading(String requestId) {
        return deed(requestId, "links:read");
    }

    static Deed deed(String requestId, String action) {
        return new Deed(
                requestId,
                Optional.empty(),
                "GET",
                "/api/v1/links/{hash}",
                action,
                Optional.of(new TenantId("acme")),
                Map.of("hash", hash(1).hex()));
    }

    static LinkHash hash(int number) {
        return new LinkHash(HexFormat.of().toHexDigits(number).repeat(8));
    }

    /** All lines of all files. */
    static List<String> lines(AuditDirectory directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (FileName name : directory.files()) {
            lines.addAll(new String(directory.read(name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
        return lines;
    }
}
