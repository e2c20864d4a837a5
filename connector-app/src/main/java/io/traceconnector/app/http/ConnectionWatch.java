package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Knows the request that a connection is busy with, so that its place is given back when the connection ends before the exchange does. One
 * close listener for each connection, however many requests it carries.
 */
final class ConnectionWatch {

    private static final AttachmentKey<ConnectionWatch> KEY = AttachmentKey.create(ConnectionWatch.class);
    private static final Runnable NOTHING = ConnectionWatch::nothing;

    private final AtomicReference<Runnable> onClose = new AtomicReference<>(NOTHING);

    private ConnectionWatch() {}

    private static void nothing() {}

    /** Runs {@code over} when the exchange or its connection ends, perhaps twice. */
    static void watch(HttpServerExchange exchange, Runnable over) {
        ServerConnection connection = exchange.getConnection();
        ConnectionWatch watch = connection.getAttachment(KEY);
        if (watch == null) {
            watch = new ConnectionWatch();
            connection.putAttachment(KEY, watch);
            ConnectionWatch added = watch;
            connection.addCloseListener(
                    closed -> added.onClose.getAndSet(NOTHING).run());
        }
        AtomicReference<Runnable> current = watch.onClose;
        current.set(over);
        exchange.addExchangeCompleteListener((completed, next) -> {
            current.compareAndSet(over, NOTHING);
            over.run();
            next.proceed();
        });
    }
}
