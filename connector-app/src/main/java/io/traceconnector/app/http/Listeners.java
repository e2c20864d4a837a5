package io.traceconnector.app.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import org.xnio.Options;

/** The two listening sockets. */
final class Listeners implements AutoCloseable {

    private static final int IO_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Undertow application;
    private final Undertow management;

    Listeners(HttpConfig config, HttpHandler applicationHandler, HttpHandler managementHandler) {
        HttpLimits limits = config.limits();
        this.application = server(limits, IO_THREADS, config.host(), config.port(), applicationHandler);
        this.management = server(limits, 1, config.managementHost(), config.managementPort(), managementHandler);
        application.start();
        try {
            management.start();
        } catch (RuntimeException e) {
            application.stop();
            throw e;
        }
    }

    private static Undertow server(HttpLimits limits, int ioThreads, String host, int port, HttpHandler handler) {
        return Undertow.builder()
                .addHttpListener(port, host, handler)
                .setIoThreads(ioThreads)
                // Nothing blocks on the server's own workers: what blocks has a virtual thread.
                .setWorkerThreads(1)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, limits.connections())
                .setSocketOption(Options.CONNECTION_LOW_WATER, limits.connections())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, (int) limits.headerBytes())
                .setServerOption(UndertowOptions.MAX_HEADERS, limits.headerCount())
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 100)
                .setServerOption(UndertowOptions.MAX_COOKIES, 50)
                // The largest of all; each operation has its own.
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, limits.mediaBody())
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(limits.parse()))
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, millis(limits.idle()))
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, millis(limits.idle()))
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 1000)
                .build();
    }

    private static int millis(java.time.Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    int port() {
        return port(application);
    }

    int managementPort() {
        return port(management);
    }

    private static int port(Undertow server) {
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** Takes no new connection for applications; those that are open stay. */
    void stopAccepting() {
        application.getListenerInfo().forEach(Undertow.ListenerInfo::suspend);
    }

    @Override
    public void close() {
        application.stop();
        management.stop();
    }
}
