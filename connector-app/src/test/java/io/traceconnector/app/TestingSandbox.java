package io.traceconnector.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real sandbox Trace in this process, and its fault switches. */
final class TestingSandbox implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final Sandbox sandbox;
    private final Path directory;
    private final EnvFile environment;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestingSandbox(Sandbox sandbox, Path directory, EnvFile environment) {
        this.sandbox = sandbox;
        this.directory = directory;
        this.environment = environment;
    }

    /** @param more options of the sandbox */
    static TestingSandbox start(Path directory, int links, String... more) throws IOException, InterruptedException {
        PrintWriter silent = new PrintWriter(Writer.nullWriter());
        List<String> options =
                new ArrayList<>(List.of("--data", directory.toString(), "--links", Integer.toString(links)));
        options.addAll(List.of(more));
        Sandbox sandbox = Sandbox.start(options, silent, silent);
        Path file = directory.resolve("sandbox.env");
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(file)) {
            if (!sandbox.isRunning() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the sandbox did not start");
            }
            Thread.sleep(50);
        }
        return new TestingSandbox(sandbox, directory, EnvFile.read(file));
    }

    Path configuration() {
        return directory.resolve("connector.yaml");
    }

    /** The configuration, with keys that sign tokens, in a file of its own. */
    Path givingTokens(Path file) throws IOException {
        return write(file, withTokenKeys());
    }

    /**
     * The same, with the partner as a second organisation.
     *
     * @param more what stands behind it
     */
    Path givingTokensOfTwo(Path file, String more) throws IOException {
        String partner = "organisations:\n  northsea:\n    decryption-keys: [{file: \"" + key("northsea-encryption.pem")
                + "\"}]\n" + signingKey("northsea") + tokenKeys("northsea");
        return write(file, withTokenKeys().replace("organisations:\n", partner) + more);
    }

    private String withTokenKeys() throws IOException {
        String given = Files.readString(configuration());
        String signing = signingKey("meridian");
        if (!given.contains(signing)) {
            throw new IllegalStateException("the sandbox writes its configuration in another way");
        }
        return given.replace(signing, signing + tokenKeys("meridian"));
    }

    private String signingKey(String organisation) {
        return "    signing-key: {file: \"" + key(organisation + "-signing.pem") + "\"}\n";
    }

    private String tokenKeys(String organisation) {
        return "    token-keys: [{file: \"" + key(organisation + "-signing.pem") + "\"}]\n";
    }

    private static Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    Path key(String name) {
        return directory.resolve("keys").resolve(name);
    }

    String get(String name) {
        return environment.get(name);
    }

    int linksForUs() {
        return Integer.parseInt(get("LINKS_FOR_US"));
    }

    void fault(String name, double rate) throws IOException, InterruptedException {
        String body = "{\"name\":\"" + name + "\",\"rate\":" + rate + ",\"seed\":7}";
        send(HttpRequest.newBuilder(URI.create(get("SANDBOX_FAULTS_URL")))
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    void noFaults() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(get("SANDBOX_FAULTS_URL"))).DELETE());
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("the sandbox refuses the fault: " + answer.body());
        }
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }
}
