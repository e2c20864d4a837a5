package io.traceconnector.app.http;

import io.traceconnector.app.callers.CallerSession;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioExecutor;

/**
 * Looks again and again, while an answer is streamed, whether its caller may still have it; where not, the connection is cut: within a second of
 * an expiry, a revocation or a changed policy, whether or not anything is being sent.
 */
final class StandingWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandingWatch.class);
    private static final long PERIOD_MILLIS = 400;

    private final HttpServerExchange exchange;
    private final CallerSession session;
    private volatile boolean closed;
    private volatile XnioExecutor.Key timer;

    private StandingWatch(HttpServerExchange exchange, CallerSession session) {
        this.exchange = exchange;
        this.session = session;
        this.timer = next();
    }

    /** Watches until it is closed. */
    static StandingWatch over(HttpServerExchange exchange, CallerSession session) {
        return new StandingWatch(exchange, session);
    }

    private XnioExecutor.Key next() {
        return exchange.getIoThread()
                .executeAfter(() -> Thread.startVirtualThread(this::look), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The boundary of a task: what cannot be looked at does not stand. */
    private void look() {
        boolean holds;
        try {
            holds = session.holds();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("it cannot be told whether a caller may still have an answer");
            holds = false;
        }
        if (closed || exchange.isComplete()) {
            return;
        }
        if (holds) {
            timer = next();
        } else {
            LOG.atInfo()
                    .addKeyValue("requestId", RequestContext.of(exchange).requestId())
                    .addKeyValue("caller", session.principal().id())
                    .log("an answer is cut: its caller may not have it any more");
            Framing.cut(exchange);
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.remove();
    }
}
