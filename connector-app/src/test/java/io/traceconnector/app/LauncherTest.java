package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts the daemon, with a Java that only tells how it was called. */
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "connector");

    @TempDir
    private Path installation;

    @Test
    void leavesNeitherCoreNorHeapDump() throws Exception {
        String told = start();

        assertThat(told)
                .contains("core limit: 0")
                .contains("-XX:-HeapDumpOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash")
                .contains("io.traceconnector.app.Main serve");
    }

    private String start() throws IOException, InterruptedException {
        Path launcher = executable(installation.resolve("connector"), Files.readString(LAUNCHER));
        Files.createDirectories(installation.resolve("lib"));
        Path java = installation.resolve("java");
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        executable(java.resolve("bin/java"), "#!/bin/sh\necho \"core limit: $(ulimit -c)\"\necho \"$@\"\n");
        ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString(), "serve").redirectErrorStream(true);
        builder.environment().put("CONNECTOR_JAVA_HOME", java.toString());
        Process process = builder.start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
