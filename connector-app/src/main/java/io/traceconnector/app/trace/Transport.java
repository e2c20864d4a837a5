package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

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
        return connected(deadline, () -> exchange(request, end), () -> end);
    }

    /**
     * Sends a request whose body may take any time, as long as it moves.
     *
     * @param stall how long nothing may move, and from the last byte of the request to the last one of the answer
     * @throws HttpTimeoutException when something has stalled
     * @throws GivenUpException where no connection came free within {@code stall}, or the thread was interrupted
     */
    Received send(HttpRequest.Builder request, StreamedBody body, Duration stall) throws IOException {
        return connected(stall, () -> exchange(request, body, stall), () -> System.nanoTime() + stall.toNanos());
    }

    /** @param end asked when the answer has begun: when it must have ended */
    private Received connected(Duration patience, Exchange exchange, LongSupplier end) throws IOException {
        enter(patience);
        boolean handedOver = false;
        try {
            HttpResponse<InputStream> response = exchange.run();
            DeadlineBody body = new DeadlineBody(response.body(), connections::release);
            handedOver = true;
            return received(response, body, end.getAsLong());
        } finally {
            if (!handedOver) {
                connections.release();
            }
        }
    }

    @FunctionalInterface
    private interface Exchange {
        HttpResponse<InputStream> run() throws IOException;
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request, StreamedBody body, Duration stall)
            throws IOException {
        CompletableFuture<HttpResponse<InputStream>> sent =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        long moved = -1;
        while (moved != body.moved()) {
            moved = body.moved();
            Optional<HttpResponse<InputStream>> response = within(stall, sent);
            if (response.isPresent()) {
                return response.get();
            }
        }
        sent.cancel(true);
        throw new HttpTimeoutException("nothing has moved for " + stall.toSeconds() + " s");
    }

    /** Empty when it takes longer. */
    private static <T> Optional<T> within(Duration longest, CompletableFuture<T> sent) throws IOException {
        try {
            return Optional.of(sent.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw GivenUpException.during("interrupted");
        }
    }

    private void enter(Duration patience) throws GivenUpException {
        try {
            if (!connections.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw GivenUpException.before("every connection was in use until the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GivenUpException.before("interrupted");
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
