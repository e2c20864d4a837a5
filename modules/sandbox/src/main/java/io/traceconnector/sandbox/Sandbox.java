package io.traceconnector.sandbox;

import io.traceconnector.sandbox.account.AccountApi;
import io.traceconnector.sandbox.account.Authentication;
import io.traceconnector.sandbox.account.PublishedKeys;
import io.traceconnector.sandbox.account.Tokens;
import io.traceconnector.sandbox.faults.Faults;
import io.traceconnector.sandbox.faults.FaultsApi;
import io.traceconnector.sandbox.faults.FaultyAuthentication;
import io.traceconnector.sandbox.faults.FaultyKeys;
import io.traceconnector.sandbox.faults.RequestFaults;
import io.traceconnector.sandbox.http.ApiHandler;
import io.traceconnector.sandbox.media.MediaApi;
import io.traceconnector.sandbox.trace.TraceApi;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** The server: {@code /trace}, {@code /account}, {@code /media} and {@code /faults} on one port of the loopback. */
final class Sandbox implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** Requests handled at a time; more wait. */
    private static final int WORKERS = 32;
    /** The largest file that Media takes, with what is around it; a longer body is cut off with 413. */
    private static final long MOST_BODY_BYTES = (5L << 30) + (1L << 20);

    private final Undertow server;
    private final int port;

    private Sandbox(Undertow server) {
        this.server = server;
        this.port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /**
     * Serves a directory, which must stay open.
     *
     * @param port 0 for any that is free
     * @throws BindException if the port is in use
     */
    static Sandbox start(SandboxData data, int port) throws IOException {
        Faults faults = new Faults();
        Tokens tokens = data.tokens();
        PublishedKeys keys = new FaultyKeys(faults);
        Authentication authentication = new FaultyAuthentication(faults, Authentication.byToken(tokens));
        AccountApi account = new AccountApi(data.world(), data.crypto(), tokens, authentication, keys);
        TraceApi trace =
                new TraceApi(data.world(), data.links(), data.tags(), data.crypto(), faults, authentication, keys);
        MediaApi media = new MediaApi(data.media(), authentication);
        PathHandler paths = new PathHandler()
                .addPrefixPath("/account", new ApiHandler(new RequestFaults(faults, account)))
                .addPrefixPath("/trace", new ApiHandler(new RequestFaults(faults, trace)))
                .addPrefixPath("/media", new ApiHandler(new RequestFaults(faults, media)))
                .addPrefixPath("/faults", new ApiHandler(new FaultsApi(faults)));
        Undertow server = Undertow.builder()
                .addHttpListener(port, HOST)
                .setWorkerThreads(WORKERS)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MOST_BODY_BYTES)
                .setHandler(paths)
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            // Undertow wraps what the socket says.
            if (e.getCause() instanceof BindException inUse) {
                throw inUse;
            }
            throw e;
        }
        return new Sandbox(server);
    }

    /** The address under which the paths are, without a slash at its end. */
    String url() {
        return "http://" + HOST + ":" + port;
    }

    @Override
    public void close() {
        server.stop();
    }
}
