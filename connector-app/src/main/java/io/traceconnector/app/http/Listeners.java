package io.traceconnector.app.http;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/** The listening sockets, on one set of I/O threads. */
final class Listeners implements AutoCloseable {

    private static final int IO_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** A TLS record with its frame fits in. */
    private static final int TLS_BUFFER = 17 * 1024;

    private final XnioWorker worker;

    /** At most one handshake of each open connection waits here. */
    private final ExecutorService handshakes;

    private final HttpLimits limits;
    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, 16 * 1024, -1, 4);
    private final Optional<Listener> application;
    private final Listener management;

    Listeners(HttpConfig config, Transport transport, HttpHandler applicationHandler, HttpHandler managementHandler) {
        this.worker = worker();
        this.handshakes = Executors.newFixedThreadPool(
                IO_THREADS, Thread.ofPlatform().daemon().name("http-tls-", 0).factory());
        this.limits = config.limits();
        try {
            this.application = config.forApplications()
                    ? Optional.of(listen(config.host(), config.port(), transport.tls(), applicationHandler))
                    : Optional.empty();
            this.management = listen(
                    config.managementHost(), config.managementPort(), transport.managementTls(), managementHandler);
        } catch (IOException e) {
            worker.shutdownNow();
            handshakes.shutdownNow();
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

    private Listener listen(String host, int port, Optional<ServerTls> tls, HttpHandler handler) throws IOException {
        HttpOpenListener open = new HttpOpenListener(buffers, options(limits));
        open.setRootHandler(handler);
        InetSocketAddress address = new InetSocketAddress(host, port);
        try {
            AcceptingChannel<? extends StreamConnection> socket = tls.isPresent()
                    ? encrypted(tls.get(), address, open)
                    : worker.createStreamConnectionServer(
                            address, ChannelListeners.openListenerAdapter(open), socketOptions(limits));
            socket.resumeAccepts();
            return new Listener(socket, open);
        } catch (IOException e) {
            throw new IOException(host + ":" + port + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    private AcceptingChannel<SslConnection> encrypted(ServerTls tls, InetSocketAddress address, HttpOpenListener open)
            throws IOException {
        OptionMap options = OptionMap.builder()
                .addAll(socketOptions(limits))
                .set(
                        Options.SSL_CLIENT_AUTH_MODE,
                        switch (tls.clients()) {
                            case NONE -> SslClientAuthMode.NOT_REQUESTED;
                            case WANTED -> SslClientAuthMode.REQUESTED;
                            case REQUIRED -> SslClientAuthMode.REQUIRED;
                        })
                .setSequence(Options.SSL_ENABLED_PROTOCOLS, "TLSv1.3", "TLSv1.2")
                .setSequence(Options.SSL_ENABLED_CIPHER_SUITES, tls.suites().toArray(String[]::new))
                .getMap();
        return new UndertowXnioSsl(
                        worker.getXnio(),
                        options,
                        new DefaultByteBufferPool(true, TLS_BUFFER, -1, 4),
                        tls.context(),
                        handshakes)
                .createSslConnectionServer(worker, address, ChannelListeners.openListenerAdapter(open), options);
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

    /** Empty where nothing listens for applications. */
    OptionalInt port() {
        return application.stream().mapToInt(Listener::port).findFirst();
    }

    int managementPort() {
        return management.port();
    }

    /** Takes no new connection for applications; those that are open stay. */
    void stopAccepting() {
        application.ifPresent(listener -> IoUtils.safeClose(listener.socket()));
    }

    @Override
    public void close() {
        application.ifPresent(Listener::close);
        management.close();
        worker.shutdownNow();
        handshakes.shutdownNow();
        try {
            worker.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Listener(AcceptingChannel<? extends StreamConnection> socket, HttpOpenListener open) {

        int port() {
            return socket.getLocalAddress(InetSocketAddress.class).getPort();
        }

        void close() {
            IoUtils.safeClose(socket);
            open.closeConnections();
        }
    }
}
