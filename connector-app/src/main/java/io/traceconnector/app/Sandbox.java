package io.traceconnector.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.spi.ToolProvider;

/** The sandbox Trace in a thread of this process, reached as a tool so that the daemon does not compile against it. */
final class Sandbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FutureTask<Integer> task;
    private final Thread thread;

    private Sandbox(FutureTask<Integer> task) {
        this.task = task;
        this.thread = Thread.ofPlatform().name("sandbox").daemon().unstarted(task);
    }

    static Sandbox start(List<String> arguments, PrintWriter out, PrintWriter err) {
        ToolProvider tool = ToolProvider.findFirst("sandbox")
                .orElseThrow(() -> CommandException.failed("the sandbox is not part of this installation"));
        Sandbox sandbox = new Sandbox(new FutureTask<>(() -> tool.run(out, err, arguments.toArray(String[]::new))));
        sandbox.thread.start();
        return sandbox;
    }

    /** Waits until the sandbox ends and gives its exit code. */
    int await() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox failed", e.getCause());
        }
    }

    boolean isRunning() {
        return !task.isDone();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
