package io.traceconnector.app.http;

import io.traceconnector.app.audit.AuditTrail;
import io.traceconnector.app.callers.tokens.TokenDeed;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HttpString;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** What is known of a request while it is served; handed from thread to thread with its exchange, never shared. */
final class RequestContext {

    static final HttpString REQUEST_ID = new HttpString("X-Request-Id");

    private static final AttachmentKey<RequestContext> KEY = AttachmentKey.create(RequestContext.class);
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String requestId;
    private final String peer;
    private final long startedNanos;
    private String route = "unknown";
    private String caller = "";
    private String failure = "";
    private boolean graphql;
    private Optional<AuditTrail> trail = Optional.empty();
    private Optional<Identification> identification = Optional.empty();
    private final AtomicReference<Runnable> whenOver = new AtomicReference<>(RequestContext::nothing);

    private RequestContext(String requestId, String peer, long startedNanos) {
        this.requestId = requestId;
        this.peer = peer;
        this.startedNanos = startedNanos;
    }

    static RequestContext begin(HttpServerExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst(REQUEST_ID);
        boolean usable = given != null
                && exchange.getRequestHeaders().count(REQUEST_ID) == 1
                && WELL_FORMED.matcher(given).matches();
        RequestContext context = new RequestContext(
                usable ? Objects.requireNonNull(given) : newId(),
                exchange.getSourceAddress().getAddress().getHostAddress(),
                System.nanoTime());
        exchange.putAttachment(KEY, context);
        exchange.getResponseHeaders().put(REQUEST_ID, context.requestId);
        return context;
    }

    private static String newId() {
        byte[] id = new byte[12];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    static RequestContext of(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(KEY), "the request was not taken in");
    }

    private static void nothing() {}

    /** Runs once when the exchange or its connection ends, on any thread: frees what somebody waits for in vain. */
    void whenOver(Runnable action) {
        whenOver.updateAndGet(before -> () -> {
            before.run();
            action.run();
        });
    }

    void over() {
        whenOver.getAndSet(RequestContext::nothing).run();
    }

    String requestId() {
        return requestId;
    }

    /** The address that the connection comes from. */
    String peer() {
        return peer;
    }

    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** The template of the path, never the path itself: it may hold what is nobody else's business. */
    String route() {
        return route;
    }

    void routedTo(String template, boolean answersGraphql) {
        this.route = template;
        this.graphql = answersGraphql;
    }

    boolean answersGraphql() {
        return graphql;
    }

    void audited(AuditTrail begun) {
        trail = Optional.of(begun);
    }

    /** Empty where the audit log is told of the request in no trail. */
    Optional<AuditTrail> trail() {
        return trail;
    }

    void identifying(Identification begun) {
        identification = Optional.of(begun);
    }

    /** Empty where who the caller is was known before. */
    Optional<Identification> identification() {
        return identification;
    }

    /** The caller of a request that proved it while it was served. */
    void identified(TokenDeed deed) {
        admitted(deed.caller());
        identification.ifPresent(one -> audited(one.proven(deed)));
    }

    String caller() {
        return caller;
    }

    void admitted(String id) {
        this.caller = id;
    }

    /** The code of the error that was answered; empty where there was none. */
    String failure() {
        return failure;
    }

    void failed(String code) {
        this.failure = code;
    }
}
