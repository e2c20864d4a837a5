package io.traceconnector.app.trace;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/** How {@link FakeTrace} answers one request. */
interface Reply {

    void to(HttpExchange exchange) throws IOException;

    static Reply json(String text) {
        return of(200, Map.of("Content-Type", "application/json"), text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply status(int status) {
        return of(status, Map.of(), "nothing to see".getBytes(StandardCharsets.UTF_8));
    }

    static Reply of(int status, Map<String, String> headers, byte[] body) {
        return exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        };
    }

    static Reply gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(200, Map.of("Content-Encoding", "gzip"), bytes.toByteArray());
    }

    /** Promises more than it gives. */
    static Reply cut(String text) {
        return exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length + 100L);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** Begins to answer, and goes on when it is released. */
    static Reply stalled(String begin, CountDownLatch release) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(begin.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(release);
            exchange.close();
        };
    }

    /** Says nothing until it is released. */
    default Reply after(CountDownLatch release) {
        return exchange -> {
            await(release);
            to(exchange);
        };
    }

    private static void await(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
