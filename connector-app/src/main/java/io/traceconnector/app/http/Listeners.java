package io.traceconnector.app.http;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** The two listening sockets, on one set of I/O threads. */
final class Listeners implements AutoCloseable {

    private static final int IO_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final XnioWorker worker;
    private final Listener application;
    private final Listener management;

    Listeners(HttpConfig config, HttpHandler applicationHandler, HttpHandler managementHandler) {
        this.worker = worker();
        ByteBufferPool buffers = new DefaultByteBufferPool(true, 16 * 1024, -1, 4);
        HttpLimits limits = config.limits();
        try {
            this.application = listen(limits, buffers, config.host(), config.port(), applicationHandler);
            this.management =
                    listen(limits, buffers, config.managementHost(), config.managementPort(), managementHandler);
        } catch (IOException e) {
            worker.shutdownNow();
            throw new UncheckedIOException(e);
        }
    }

    private static XnioWorker worker() {
        try {
            return Xnio.getInstance()
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_IO_THREADS, IO_THREADS)
                            // Nothing blocks on the server's own tasks: what blocks has a virtual thread.
                            .set(Options.WORKER_TASK_CORE_THREADS, 1)
                            .set(Options.WORKER_TASK_MAX_THREADS, 1)
                            .set(Options.WORKER_NAME, "http")
                            .set(Options.TCP_NODELAY, true)
                            .getMap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Listener listen(HttpLimits limits, ByteBufferPool buffers, String host, int port, HttpHandler handler)
            throws IOException {
        HttpOpenListener open = new HttpOpenListener(buffers, options(limits));
        open.setRootHandler(handler);
        InetSocketAddress address = new InetSocketAddress(host, port);
        try {
            AcceptingChannel<StreamConnection> socket = worker.createStreamConnectionServer(
                    address, ChannelListeners.openListenerAdapter(open), socketOptions(limits));
            socket.resumeAccepts();
            return new Listener(socket, open);
        } catch (IOException e) {
            throw new IOException(host + ":" + port + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    private static OptionMap socketOptions(HttpLimits limits) {
        return OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, 1024)
                .set(Options.CONNECTION_HIGH_WATER, limits.connections())
                .set(Options.CONNECTION_LOW_WATER, limits.connections())
                .getMap();
    }

    private static OptionMap options(HttpLimits limits) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_HEADER_SIZE, (int) limits.headerBytes())
                .set(UndertowOptions.MAX_HEADERS, limits.headerCount())
                .set(UndertowOptions.MAX_PARAMETERS, 100)
                .set(UndertowOptions.MAX_COOKIES, 50)
                // The largest of all; each operation has its own.
                .set(UndertowOptions.MAX_ENTITY_SIZE, limits.mediaBody())
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(limits.parse()))
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, millis(limits.idle()))
                .set(UndertowOptions.IDLE_TIMEOUT, millis(limits.idle()))
                .set(UndertowOptions.ENABLE_HTTP2, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                .getMap();
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    int port() {
        return application.port();
    }

    int managementPort() {
        return management.port();
    }

    /** Takes no new connection for applications; those that are open stay. */
    void stopAccepting() {
        IoUtils.safeClose(application.socket());
    }

    @Override
    public void close() {
        application.close();
        management.close();
        worker.shutdownNow();
        try {
            worker.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Listener(AcceptingChannel<StreamConnection> socket, HttpOpenListener open) {

        int port() {
            return socket.getLocalAddress(InetSocketAddress.class).getPort();
        }

        void close() {
            IoUtils.safeClose(socket);
            open.closeConnections();
        }
    }
}
