package io.traceconnector.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the connector and Trace and keeps every byte that goes to Trace. */
final class RecordingProxy implements AutoCloseable {

    private final ServerSocket server;
    private final URI target;
    private final OutputStream record;
    private final AtomicInteger ended = new AtomicInteger();

    RecordingProxy(URI target, Path record) throws IOException {
        this.target = target;
        this.record = Files.newOutputStream(record);
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("recording-proxy").start(this::accept);
    }

    /** The same URL, by way of this proxy. */
    String through(String url) {
        URI theirs = URI.create(url);
        return "http://127.0.0.1:" + server.getLocalPort() + theirs.getPath();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Socket upstream = new Socket(target.getHost(), target.getPort());
                Thread.ofVirtual().start(() -> pass(caller, upstream, true));
                Thread.ofVirtual().start(() -> pass(upstream, caller, false));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void pass(Socket from, Socket to, boolean kept) {
        byte[] buffer = new byte[64 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (kept) {
                    keep(buffer, read);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side ended the connection; faults do that on purpose.
            ended.incrementAndGet();
        }
    }

    private synchronized void keep(byte[] bytes, int length) throws IOException {
        record.write(bytes, 0, length);
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        record.close();
    }
}
