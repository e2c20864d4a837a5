package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.audit.AuditConfig;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.audit.Deed;
import io.traceconnector.app.audit.FakeRing;
import io.traceconnector.app.audit.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class AuditCommandTest {

    @TempDir
    Path directory;

    private final FakeRing ring = new FakeRing();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path audit;
    private Path key;

    @BeforeEach
    void write() throws IOException {
        audit = directory.resolve("audit");
        key = Files.write(
                directory.resolve("key.pem"),
                ring.signingKey(ring.organisations().stream()
                                .sorted()
                                .findFirst()
                                .orElseThrow())
                        .publicKeyPem());
        AuditConfig config = new AuditConfig(
                Optional.empty(), 64 << 20, Duration.ofHours(24), 0, 1 << 20, Duration.ofSeconds(10), 100);
        try (AuditLog log = AuditLog.open(config, audit, ring, Clock.systemUTC(), new SimpleMeterRegistry())) {
            log.event(subject("service-account:erp"), deed("one", "acme"), "done");
            log.event(subject("=cmd|' /C calc'!A0"), deed("two, \"quoted\"", "acme"), "done");
            log.event(subject("service-account:crm"), deed("three", "beta"), "done");
        }
    }

    @Test
    void verifiesWhatTheLogWrote() throws IOException {
        assertThat(verify()).isZero();
        assertThat(out.toString()).contains("nothing was found", "signed up to line number 4");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhereSomethingWasChanged() throws IOException {
        Files.writeString(file(), Files.readString(file()).replace("service-account:crm", "service-account:erp"));

        assertThat(verify("-o", "json")).isEqualTo(1);
        JsonNode answer = JsonLines.MAPPER.readTree(out.toString());
        assertThat(answer.path("whole").booleanValue()).isFalse();
        assertThat(answer.path("findings").get(0).path("file").stringValue()).isEqualTo("audit-00000001.jsonl");
        assertThat(answer.path("findings").get(0).path("line").intValue()).isEqualTo(4);
    }

    @Test
    void takesAHeadAsTheLogOutputTellsIt() throws IOException {
        verify("-o", "json");
        String hash = JsonLines.MAPPER
                .readTree(out.toString())
                .path("signed")
                .path("hash")
                .stringValue();
        String logged = "{\"message\":\"head of the audit log\",\"kvpList\":[{\"line\":\"4\"},{\"head\":\"" + hash
                + "\"},{\"key\":\"" + "0".repeat(64) + "\"}]}";

        assertThat(verify("--head", logged)).isZero();
        assertThat(verify("--head", hash)).isZero();
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), lines.subList(0, 3));
        assertThat(verify()).as("a cut tail alone").isZero();
        assertThat(verify("--head", logged)).isEqualTo(1);
        assertThat(verify("--head", "nothing")).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoLog() {
        assertThat(run("audit", "verify", "--directory", directory.resolve("no").toString(), "--key", key.toString()))
                .isEqualTo(2);
        assertThat(run("audit", "verify", "--directory", audit.toString(), "--key", audit.toString()))
                .isEqualTo(2);
    }

    @Test
    void exportsLinesAsTheyAre() throws IOException {
        assertThat(export()).isZero();
        assertThat(out.toString().lines()).containsExactlyElementsOf(Files.readAllLines(file()));

        assertThat(export("--tenant", "beta")).isZero();
        assertThat(out.toString().lines()).singleElement().asString().contains("service-account:crm");
        assertThat(export("--caller", "service-account:erp")).isZero();
        assertThat(out.toString().lines()).singleElement().asString().contains("\"one\"");
        assertThat(export("--since", "2999-01-01T00:00:00Z")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(export("--until", "2999-01-01T00:00:00Z", "--tenant", "acme"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(export("--since", "yesterday")).isEqualTo(2);
    }

    @Test
    void exportsATableWithoutFormulas() {
        assertThat(export("-o", "csv", "--tenant", "acme")).isZero();

        List<String> rows = out.toString().lines().toList();
        assertThat(rows.getFirst()).startsWith("n,at,type,request,");
        assertThat(rows.get(1)).contains(",one,").contains(",service-account:erp,");
        assertThat(rows.get(2)).contains(",\"two, \"\"quoted\"\"\",").contains(",'=cmd|' /C calc'!A0,");
    }

    private Path file() {
        return audit.resolve("audit-00000001.jsonl");
    }

    private int verify(String... more) {
        return on("verify", new String[] {"--key", key.toString()}, more);
    }

    private int export(String... more) {
        return on("export", new String[0], more);
    }

    private int on(String verb, String[] some, String... more) {
        List<String> words = new ArrayList<>(List.of("audit", verb, "--directory", audit.toString()));
        words.addAll(List.of(some));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commands.execute(words);
    }

    private static Subject subject(String id) {
        return new Subject(Optional.of(id), Optional.empty(), "", "127.0.0.1");
    }

    private static Deed deed(String request, String tenant) {
        return new Deed(
                request,
                Optional.empty(),
                "POST",
                "/tenants/{tenant}",
                "tenant:admin",
                Optional.of(new TenantId(tenant)),
                Map.of());
    }
}
