package io.traceconnector.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who connects, and closes at once. */
public final class CountingListener implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger accepted = new AtomicInteger();

    public CountingListener() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("counting-listener").start(this::accept);
    }

    @SuppressWarnings("EmptyCatch") // closing ends it
    private void accept() {
        try {
            while (true) {
                socket.accept().close();
                accepted.incrementAndGet();
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    public int accepted() {
        return accepted.get();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
