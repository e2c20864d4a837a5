package io.traceconnector.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxToolTest {

    @TempDir
    private Path directory;

    @Test
    void refusesWrongArgumentsWithTwo() throws Exception {
        for (String[] wrong : List.of(
                new String[] {"--links", "0"},
                new String[] {"--links", "many"},
                new String[] {"--port", "70000"},
                new String[] {"--lnks", "5"})) {
            RunningSandbox.Result result = RunningSandbox.run(directory, wrong);
            assertThat(result.code()).as(result.output()).isEqualTo(2);
            assertThat(result.output()).startsWith("sandbox: ").doesNotContain("\tat ");
        }
        assertThat(RunningSandbox.run(directory.resolve("with space")).code()).isEqualTo(2);
    }

    @Test
    void explainsItself() throws Exception {
        RunningSandbox.Result result = RunningSandbox.run(directory, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("--data", "--links", "--port", "--seed", "--fill-only");
    }

    @Test
    void endsWithOneWhereThePortOrTheDirectoryIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunningSandbox.Result result =
                    RunningSandbox.run(directory, "--links", "20", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(result.code()).as(result.output()).isEqualTo(1);
            assertThat(result.output()).contains("port " + taken.getLocalPort(), "in use");
        }
        try (RunningSandbox first = RunningSandbox.start(directory)) {
            RunningSandbox.Result second = RunningSandbox.run(first.directory());
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.output()).contains("another sandbox is using");
        }
    }

    @Test
    void fillsOnlyThenServesTheSameAndStopsWithZero() throws Exception {
        RunningSandbox.Result filled = RunningSandbox.run(directory, "--links", "60", "--seed", "5", "--fill-only");
        assertThat(filled.code()).as(filled.output()).isZero();
        assertThat(directory.resolve("sandbox.env")).doesNotExist();
        byte[] links = Files.readAllBytes(directory.resolve("trace/links.dat"));
        RunningSandbox sandbox = RunningSandbox.start(directory, "--links", "60", "--seed", "5");
        assertThat(sandbox.value("LINKS")).isEqualTo("60");
        assertThat(sandbox.stop()).isZero();
        assertThat(directory.resolve("trace/links.dat")).hasBinaryContent(links);
        RunningSandbox.Result other = RunningSandbox.run(directory, "--links", "61", "--seed", "5");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.output()).contains("holds 60 links of seed 5");
    }

    @Test
    void refusesLinksWhoseKeysAreMissing() throws Exception {
        RunningSandbox.run(directory, "--links", "20", "--fill-only");
        Files.delete(directory.resolve("keys/meridian-encryption-old.pem"));
        RunningSandbox.Result result = RunningSandbox.runAsItIs(directory);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output()).contains("meridian-encryption-old.pem");
    }

    @Test
    void leavesWhatAConnectorNeeds() throws Exception {
        try (RunningSandbox sandbox = RunningSandbox.start(directory, "--links", "60")) {
            for (String line : Files.readAllLines(directory.resolve("sandbox.env"))) {
                assertThat(line).matches("[A-Z_]+=[A-Za-z0-9:/._-]+");
            }
            String url = sandbox.value("SANDBOX_TRACE_URL");
            assertThat(url).matches("http://127\\.0\\.0\\.1:\\d+/trace");
            assertThat(Path.of(sandbox.value("SIGNING_KEY_FILE"))).isAbsolute().isRegularFile();
            assertThat(Integer.parseInt(sandbox.value("LINKS_FOR_US"))).isBetween(30, 59);
            assertThat(Files.readString(directory.resolve("connector.yaml")))
                    .contains(
                            "url: " + url,
                            "meridian:",
                            directory
                                    .resolve("keys/meridian-encryption-old.pem")
                                    .toString(),
                            directory.resolve("connector").toString());
            assertThat(sandbox.output()).contains("serving 60 links");
        }
        try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
