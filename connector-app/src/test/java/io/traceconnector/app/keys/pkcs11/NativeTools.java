package io.traceconnector.app.keys.pkcs11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of the machine that tests need. Where one is missing the tests are skipped, loudly; where the environment says {@code CI=true} they
 * fail: there, what is skipped would be believed to hold.
 */
public final class NativeTools {

    private NativeTools() {}

    /**
     * @param programs looked for on the path
     * @param packages of Debian, which bring them
     */
    public static void require(List<String> programs, String packages) {
        List<String> missing =
                programs.stream().filter(program -> !isOnPath(program)).toList();
        if (!missing.isEmpty()) {
            refuse(missing, packages);
        }
    }

    /** Skips the test, or fails it. */
    public static void refuse(Object missing, String packages) {
        String message = "NOT TESTED: " + missing + " is missing; install it with: apt-get install " + packages;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        System.err.println(message);
        Assumptions.abort(message);
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Runs a program to its end.
     *
     * @return what it printed
     * @throws IllegalStateException where it fails, with what it printed
     */
    static String run(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(command.getFirst() + " ended with " + code + ": " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
