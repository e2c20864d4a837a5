package io.traceconnector.app.callers.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Keycloak of its own, on a free port of the loopback address, with the realm {@code connector}. Unpacked by the build. */
final class Keycloak implements AutoCloseable {

    private static final Path BUILT = Path.of("target", "keycloak");
    private static final Duration START = Duration.ofMinutes(5);

    private final Process process;
    private final int port;
    private final Path log;

    private Keycloak(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    static Keycloak start() throws IOException, InterruptedException {
        Path home = home();
        Path realms = Files.createDirectories(home.resolve("data").resolve("import"));
        try (InputStream realm = Keycloak.class.getResourceAsStream("/keycloak/connector.json")) {
            Files.copy(
                    Objects.requireNonNull(realm),
                    realms.resolve("connector.json"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        int port = freePort();
        Path log = BUILT.resolve("keycloak.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        home.resolve("bin").resolve("kc.sh").toAbsolutePath().toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_APPEND", "-Xmx512m -XX:TieredStopAtLevel=1");
        Keycloak keycloak = new Keycloak(builder.start(), port, log);
        keycloak.awaitRealm();
        return keycloak;
    }

    private static Path home() throws IOException {
        try (Stream<Path> unpacked = Files.list(BUILT)) {
            return unpacked.filter(path -> path.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the build has not unpacked Keycloak into " + BUILT));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitRealm() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long end = System.nanoTime() + START.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end && process.isAlive()) {
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            }
        }
        close();
        throw new IllegalStateException("Keycloak did not start; see " + log);
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/connector";
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
