package io.traceconnector.sandbox;

import static org.awaitility.Awaitility.await;

import io.traceconnector.sandbox.world.Catalogue;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.KeyDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A sandbox started as others start it, on a thread of its own. Keys are made once for all tests. */
public final class RunningSandbox implements AutoCloseable {

    private static final Path KEYS = Path.of("target", "test-keys").toAbsolutePath();

    private final Path directory;
    private final StringWriter output = new StringWriter();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;
    private final Map<String, String> environment = new HashMap<>();

    private RunningSandbox(Path directory, String... options) {
        this.directory = directory;
        String[] arguments = Stream.concat(Stream.of("--data", directory.toString()), Stream.of(options))
                .toArray(String[]::new);
        PrintWriter out = new PrintWriter(output, true);
        ToolProvider tool = ToolProvider.findFirst("sandbox").orElseThrow();
        this.thread = new Thread(() -> exit.complete(tool.run(out, out, arguments)), "sandbox under test");
    }

    /** Starts on a directory, with keys made before, and returns when it serves. */
    public static RunningSandbox start(Path directory, String... options) throws IOException {
        copyKeys(directory);
        Files.deleteIfExists(directory.resolve("sandbox.env"));
        RunningSandbox sandbox = new RunningSandbox(directory, options);
        sandbox.thread.start();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> sandbox.exit.isDone() || Files.exists(directory.resolve("sandbox.env")));
        if (sandbox.exit.isDone()) {
            throw new IllegalStateException("the sandbox ended: " + sandbox.output);
        }
        for (String line : Files.readAllLines(directory.resolve("sandbox.env"))) {
            sandbox.environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return sandbox;
    }

    /** Runs to the end, with keys made before. */
    static Result run(Path directory, String... options) throws Exception {
        copyKeys(directory);
        return runAsItIs(directory, options);
    }

    /** Runs to the end on what is there. */
    static Result runAsItIs(Path directory, String... options) throws Exception {
        RunningSandbox sandbox = new RunningSandbox(directory, options);
        sandbox.thread.start();
        return new Result(sandbox.exit.get(3, TimeUnit.MINUTES), sandbox.output.toString());
    }

    record Result(int code, String output) {}

    /** The keys of all accounts; the first call makes them. */
    public static void copyKeys(Path directory) throws IOException {
        synchronized (RunningSandbox.class) {
            new KeyDirectory(KEYS, Crypto.fastest()).accounts(Catalogue.organisations());
        }
        Path keys = Files.createDirectories(directory.resolve("keys"));
        try (Stream<Path> files = Files.list(KEYS)) {
            for (Path file : files.toList()) {
                if (!Files.exists(keys.resolve(file.getFileName()))) {
                    Files.copy(file, keys.resolve(file.getFileName()));
                }
            }
        }
    }

    /** What {@code sandbox.env} says. */
    public String value(String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    public Path directory() {
        return directory;
    }

    /** The bot of an organisation, logged in. */
    public SandboxClient client(String organisation) throws Exception {
        return SandboxClient.login(this, directory.resolve("keys").resolve(organisation + "-signing.pem"));
    }

    /** What it has printed. */
    String output() {
        return output.toString();
    }

    int stop() throws Exception {
        thread.interrupt();
        return exit.get(1, TimeUnit.MINUTES);
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
