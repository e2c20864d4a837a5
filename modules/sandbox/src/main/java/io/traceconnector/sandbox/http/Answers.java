package io.traceconnector.sandbox.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers. Errors have GraphQL's envelope on all routes: {@code {"errors":[{"message","status"}]}}. */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AttachmentKey<Boolean> CUT = AttachmentKey.create(Boolean.class);
    private static final int BUFFER = 64 * 1024;

    private Answers() {}

    public static void json(HttpServerExchange exchange, int status, JsonNode body) throws IOException {
        try (OutputStream out = stream(exchange, status)) {
            JSON.writeValue(out, body);
        }
    }

    /** The body of a JSON answer, to be written and closed; compressed where the client takes gzip. */
    public static OutputStream stream(HttpServerExchange exchange, int status) throws IOException {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        OutputStream out = body(exchange);
        if (acceptsGzip(exchange)) {
            exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
            out = new FastGzip(out);
        }
        return new BufferedOutputStream(out, BUFFER);
    }

    /** The body of an answer of any type, to be written and closed. */
    public static OutputStream body(HttpServerExchange exchange) {
        OutputStream out = exchange.getOutputStream();
        return exchange.getAttachment(CUT) == null ? out : new CutOutputStream(out, () -> cut(exchange));
    }

    /** Lets the answer that follows break off before its end: half a kilobyte of it is sent, or all but its last byte. */
    public static void cutInTheMiddle(HttpServerExchange exchange) {
        exchange.putAttachment(CUT, true);
    }

    private static boolean acceptsGzip(HttpServerExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        for (String coding : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String stripped = coding.replace(" ", "");
            if (stripped.equals("gzip") || (stripped.startsWith("gzip;q=") && !stripped.matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }

    static void refuse(HttpServerExchange exchange, int status, String message) {
        if (exchange.isResponseStarted()) {
            breakOff(exchange, new IllegalStateException(message));
            return;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors").addObject().put("message", message).put("status", status);
        try {
            json(exchange, status, body);
        } catch (IOException e) {
            LOG.debug("a client went away before it was refused", e);
        }
    }

    /** Ends a failed answer: as an error if nothing was sent yet, else by cutting the connection, so that it is not taken for whole. */
    static void breakOff(HttpServerExchange exchange, Exception cause) {
        if (!exchange.isResponseStarted()) {
            exchange.getResponseHeaders().remove(Headers.CONTENT_ENCODING);
            refuse(exchange, 500, "internal error");
            return;
        }
        cut(exchange);
        LOG.debug("an answer was cut off", cause);
    }

    /** Closes the connection where the answer stands. */
    public static void cut(HttpServerExchange exchange) {
        try {
            exchange.getConnection().close();
        } catch (IOException e) {
            LOG.debug("a connection was closed already", e);
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
