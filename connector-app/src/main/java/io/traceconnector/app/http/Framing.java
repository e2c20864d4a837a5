package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.Options;

/** How the end of an answer is told, so that one that was cut never looks whole. */
final class Framing {

    private static final Logger LOG = LoggerFactory.getLogger(Framing.class);

    private Framing() {}

    /** An answer of unknown length comes in chunks, also where the connection closes after it: its end alone would say nothing. */
    static void frame(HttpServerExchange exchange) {
        int status = exchange.getStatusCode();
        boolean bodiless = status < 200 || status == 204 || status == 304;
        if (exchange.isHttp11() && !bodiless && !exchange.getResponseHeaders().contains(Headers.CONTENT_LENGTH)) {
            exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
        }
    }

    /** Resets the connection: an HTTP/1.0 client takes a plain end for the end of the answer. */
    static void cut(HttpServerExchange exchange) {
        try {
            exchange.getConnection().setOption(Options.CLOSE_ABORT, true);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the connection is closed without a reset");
        }
        IoUtils.safeClose(exchange.getConnection());
    }
}
