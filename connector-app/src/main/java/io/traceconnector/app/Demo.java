package io.traceconnector.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A sandbox and a connector that live and end together. Closing it from another thread ends every wait. */
final class Demo implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long LOOKS_BETWEEN_LINES = 10;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    Demo(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Fills and starts the sandbox, and waits until it serves.
     *
     * @param ourKeys where our public keys are, where the sandbox is not to have the private ones
     */
    EnvFile startSandbox(Path directory, int links, Optional<Path> ourKeys) throws IOException, InterruptedException {
        say("Starting a sandbox Trace with " + links + " links in " + directory);
        List<String> arguments =
                new ArrayList<>(List.of("--data", directory.toString(), "--links", Integer.toString(links)));
        ourKeys.ifPresent(keys -> arguments.addAll(List.of("--our-keys", keys.toString())));
        Sandbox sandbox = keep(Sandbox.start(arguments, out, err));
        Path file = directory.resolve("sandbox.env");
        while (!Files.exists(file)) {
            if (!sandbox.isRunning()) {
                throw CommandException.failed("the sandbox ended with exit code " + sandbox.await());
            }
            Thread.sleep(LOOK);
        }
        return EnvFile.read(file);
    }

    Connector startConnector(Supplier<Settings> configuration) {
        say("Starting the connector");
        return keep(Connector.start(configuration.get(), configuration));
    }

    /** Waits until every consumer has every link. */
    void awaitSynchronised(Connector connector) throws InterruptedException {
        for (long look = 0; ; look++) {
            Synchronisation now = connector.synchronisation();
            if (look % LOOKS_BETWEEN_LINES == 0 || now.complete()) {
                say("Synchronised " + now.passed() + " of " + now.total() + " links" + now.trouble());
            }
            if (now.complete()) {
                return;
            }
            Thread.sleep(LOOK);
        }
    }

    int awaitSandbox() throws InterruptedException {
        for (AutoCloseable part : running) {
            if (part instanceof Sandbox sandbox) {
                return sandbox.await();
            }
        }
        return 0;
    }

    private synchronized <T extends AutoCloseable> T keep(T part) {
        if (closed) {
            closeQuietly(part);
            throw CommandException.failed("stopped");
        }
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        Deque<AutoCloseable> parts;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            parts = new ArrayDeque<>(running);
        }
        say("Stopping");
        parts.forEach(Demo::closeQuietly);
        say("Stopped");
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            org.slf4j.LoggerFactory.getLogger(Demo.class).warn("a part of the demo did not stop cleanly", e);
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
