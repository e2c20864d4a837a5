package io.traceconnector.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        description = "Runs the connector until it is told to stop (INT or TERM).",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ListenOption listen;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = read();
        Logging.toStandardOutput();
        CompletableFuture<Connector> running = new CompletableFuture<>();
        // Before anything else: what is not handled ends the process.
        HangUp.each(() -> running.join().reloadKeys());
        Connector connector = Connector.start(settings, this::read);
        running.complete(connector);
        Runtime.getRuntime().addShutdownHook(new Thread(connector::close, "stop"));
        new CountDownLatch(1).await();
        return 0;
    }

    private Settings read() {
        return Settings.read(options.source(listen.settings()));
    }
}
