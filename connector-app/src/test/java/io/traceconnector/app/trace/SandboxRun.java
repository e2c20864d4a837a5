package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.spi.ToolProvider;
import org.awaitility.Awaitility;

/** The sandbox on a thread of its own, until it is closed. */
final class SandboxRun implements AutoCloseable {

    private final Thread thread;
    private final Properties environment = new Properties();

    SandboxRun(Path directory, int links) throws IOException {
        PrintWriter silent = new PrintWriter(Writer.nullWriter());
        ToolProvider sandbox = ToolProvider.findFirst("sandbox").orElseThrow();
        thread = Thread.ofPlatform()
                .daemon()
                .name("sandbox")
                .start(() -> sandbox.run(
                        silent, silent, "--data", directory.toString(), "--links", Integer.toString(links)));
        Path file = directory.resolve("sandbox.env");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(file));
        try (var reader = Files.newBufferedReader(file)) {
            environment.load(reader);
        }
    }

    String get(String name) {
        return environment.getProperty(name);
    }

    URI url(String name) {
        return URI.create(get("SANDBOX_" + name + "_URL"));
    }

    void fault(String name, double rate) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(url("FAULTS"))
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"" + name + "\",\"rate\":" + rate + ",\"seed\":7}")));
    }

    void noFaults() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(url("FAULTS")).DELETE());
    }

    private static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("the sandbox refuses a fault: " + answer.body());
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
