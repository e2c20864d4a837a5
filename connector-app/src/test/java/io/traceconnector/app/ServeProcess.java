package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code connector serve} as a process of its own, which can be killed, signalled and looked into. */
final class ServeProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ServeProcess() {}

    /** @param log gets all that it prints */
    static Process start(Path configuration, List<String> settings, Path log, Map<String, String> environment)
            throws IOException {
        return start(configuration, settings, List.of(), log, environment);
    }

    /** @param options beside those of every test */
    static Process start(
            Path configuration, List<String> settings, List<String> options, Path log, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.traceconnector.app.Main",
                "serve",
                "--config",
                configuration.toString()));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Returns when it serves; fails where it ends before. */
    static void awaitServing(Process process, Path log) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            return Files.readString(log).contains("the connector serves");
        });
    }

    /** Where it serves on a port that it names. */
    static String url(Path log, String port) throws IOException {
        return "http://127.0.0.1:" + port(log, port);
    }

    /** A port that it says it serves on: {@code port} or {@code managementPort}. */
    static int port(Path log, String name) throws IOException {
        for (String line : Files.readAllLines(log)) {
            if (line.contains("the connector serves")) {
                for (JsonNode pair : JsonLines.MAPPER.readTree(line).path("kvpList")) {
                    if (pair.has(name)) {
                        return Integer.parseInt(pair.path(name).asString(""));
                    }
                }
            }
        }
        throw new IllegalStateException("the log does not say " + name);
    }
}
