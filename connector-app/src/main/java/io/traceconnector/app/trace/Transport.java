package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over HTTP/1.1 and pooled connections, follows no redirect, and lets no answer take longer than its deadline. Who finds every
 * connection in use waits until the own deadline.
 */
final class Transport implements AutoCloseable {

    private final HttpClient client;
    private final Semaphore connections;
    /** Holds one task for each answer that is being read, so no more than connections. */
    private final ScheduledThreadPoolExecutor watch;

    Transport(Duration connect, int connections) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.connections = new Semaphore(connections, true);
        this.watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("trace-deadlines").daemon().factory());
        watch.setRemoveOnCancelPolicy(true);
        // Once closed, what is still being read breaks off by itself.
        watch.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Sends a request.
     *
     * @param deadline until the last byte of the answer
     * @throws HttpTimeoutException when the deadline is over, also while the body is read
     * @throws GivenUpException where no connection came free until then, or the thread was interrupted
     */
    Received send(HttpRequest.Builder request, Duration deadline) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            if (!connections.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                throw GivenUpException.before("every connection was in use until the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GivenUpException.before("interrupted");
        }
        boolean handedOver = false;
        try {
            HttpResponse<InputStream> response = exchange(request, end);
            DeadlineBody body = new DeadlineBody(response.body(), connections::release);
            handedOver = true;
            return received(response, body, end);
        } finally {
            if (!handedOver) {
                connections.release();
            }
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request, long end) throws IOException {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        try {
            return client.send(request.timeout(left).build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GivenUpException.during("interrupted");
        }
    }

    private Received received(HttpResponse<InputStream> response, DeadlineBody body, long end) throws IOException {
        Future<?> alarm = watch.schedule(body::expire, end - System.nanoTime(), TimeUnit.NANOSECONDS);
        body.onClose(() -> alarm.cancel(false));
        boolean opened = false;
        try {
            String coding = response.headers().firstValue("content-encoding").orElse("identity");
            Received received =
                    new Received(response.statusCode(), response.headers(), ContentCoding.decode(coding, body));
            opened = true;
            return received;
        } finally {
            if (!opened) {
                body.close();
            }
        }
    }

    /** Breaks off what is going on. */
    @Override
    public void close() {
        watch.shutdownNow();
        client.shutdownNow();
    }
}
