package io.traceconnector.app.http;

import io.traceconnector.app.audit.AuditTrail;
import io.traceconnector.app.callers.CallerSession;
import io.undertow.io.IoCallback;
import io.undertow.io.Receiver.RequestToLargeException;
import io.undertow.io.Sender;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Reads the body as the operation wants it and carries the operation out. */
final class Dispatch {

    private static final long DISCARDED = 64 * 1024;

    private final Executor threads;
    private final Duration bodyTime;
    private final Duration patience;

    /**
     * @param bodyTime within which a held body must have come
     * @param patience how long a client may take nothing of a streamed answer
     */
    Dispatch(Executor threads, Duration bodyTime, Duration patience) {
        this.threads = threads;
        this.bodyTime = bodyTime;
        this.patience = patience;
    }

    void dispatch(Arrival arrival, Optional<CallerSession> session) throws Exception {
        HttpServerExchange exchange = arrival.exchange();
        BodyRule rule = arrival.operation().body();
        long limit = rule instanceof BodyRule.None ? DISCARDED : rule.limit();
        boolean lengthUnknown = !exchange.isRequestComplete() && exchange.getRequestContentLength() < 0;
        if (exchange.getRequestContentLength() > limit || (lengthUnknown && rule instanceof BodyRule.None)) {
            tooLarge(exchange, limit);
            return;
        }
        Call call = arrival.call(session, patience);
        switch (rule) {
            case BodyRule.Held held -> receive(arrival, call, limit);
            case BodyRule.None none -> carryOut(arrival, call);
            case BodyRule.Streamed streamed -> {
                if (lengthUnknown) {
                    exchange.addRequestWrapper((next, of) -> new BodyBound(next.create(), of, limit));
                }
                carryOut(arrival, call);
            }
        }
    }

    /** A client that waits to be told to go on (RFC 9110 section 10.1.1) is told so here: whoever is refused has sent no body for nothing. */
    private void receive(Arrival arrival, Call call, long limit) {
        HttpServerExchange exchange = arrival.exchange();
        if (!HttpContinue.requiresContinueResponse(exchange)) {
            receiveAll(arrival, call, limit);
            return;
        }
        HttpContinue.sendContinueResponse(exchange, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange told, Sender sender) {
                receiveAll(arrival, call, limit);
            }

            @Override
            public void onException(HttpServerExchange told, Sender sender, IOException failure) {
                IoUtils.safeClose(told.getConnection());
            }
        });
    }

    private void receiveAll(Arrival arrival, Call call, long limit) {
        HttpServerExchange exchange = arrival.exchange();
        XnioExecutor.Key timer = exchange.getIoThread()
                .executeAfter(
                        () -> IoUtils.safeClose(exchange.getConnection()), bodyTime.toMillis(), TimeUnit.MILLISECONDS);
        exchange.getRequestReceiver().setMaxBufferSize((int) limit);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, body) -> {
                            timer.remove();
                            carryOut(arrival, call.withBody(body));
                        },
                        (failed, failure) -> {
                            timer.remove();
                            bodyFailed(failed, failure, limit);
                        });
    }

    private static void bodyFailed(HttpServerExchange exchange, IOException failure, long limit) {
        if (failure instanceof RequestToLargeException || failure instanceof RequestTooBigException) {
            tooLarge(exchange, limit);
        } else {
            exchange.setPersistent(false);
            ErrorResponses.answer(exchange, new Problem(400, "body_incomplete", "The body did not come as announced."));
        }
    }

    private static void tooLarge(HttpServerExchange exchange, long limit) {
        exchange.setPersistent(false);
        ErrorResponses.answer(
                exchange, new Problem(413, BodyBound.TOO_LARGE, "The body has more than " + limit + " bytes."));
    }

    private void carryOut(Arrival arrival, Call call) {
        switch (arrival.operation().handling()) {
            case Handling.Serving serving -> {
                arrival.slot().hold();
                arrival.exchange().dispatch(threads, () -> serve(arrival, call, serving));
            }
            case Handling.Passing passing -> {
                if (call.context().trail().isPresent()) {
                    arrival.slot().hold();
                    arrival.exchange().dispatch(threads, () -> passRecorded(arrival, call, passing));
                } else {
                    pass(arrival, call, passing);
                }
            }
        }
    }

    /** Comes back to the I/O thread when it is on disk that the request is passed on. */
    private static void passRecorded(Arrival arrival, Call call, Handling.Passing passing) {
        try {
            call.context().trail().ifPresent(AuditTrail::begin);
            arrival.exchange()
                    .getIoThread()
                    .execute(() -> Connectors.executeRootHandler(
                            exchange -> pass(arrival, call, passing), arrival.exchange()));
        } catch (RuntimeException e) {
            ErrorResponses.answer(arrival.exchange(), e);
        } finally {
            arrival.slot().release();
        }
    }

    private static void pass(Arrival arrival, Call call, Handling.Passing passing) {
        try {
            passing.pass(call);
        } catch (Exception e) {
            ErrorResponses.answer(arrival.exchange(), e);
        }
    }

    /** The boundary of a request: whatever is thrown ends here, as an answer. */
    private static void serve(Arrival arrival, Call call, Handling.Serving serving) {
        try (var requestId = MDC.putCloseable("requestId", call.context().requestId())) {
            if (Auditing.comesFirst(arrival)) {
                call.context().trail().ifPresent(AuditTrail::begin);
            }
            serving.serve(call);
        } catch (Exception | StackOverflowError e) {
            ErrorResponses.answer(arrival.exchange(), e);
        } finally {
            arrival.slot().release();
        }
    }
}
