package io.traceconnector.app.trace;

import io.traceconnector.app.trace.TraceException.Kind;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes GraphQL requests on and gives the answers as they stream in. */
final class GraphqlRelay {

    private static final List<String> PASSED_ON = List.of("content-type", "retry-after");

    private final Graphql graphql;
    private final Transport transport;
    private final Upstream upstream;
    private final Sessions sessions;

    GraphqlRelay(Graphql graphql, Transport transport, Upstream upstream, Sessions sessions) {
        this.graphql = graphql;
        this.transport = transport;
        this.upstream = upstream;
        this.sessions = sessions;
    }

    RelayAnswer pass(RelayCall call) {
        long end = System.nanoTime() + call.deadline().toNanos();
        return switch (call.credential()) {
            case Credential.Callers(String authorization) -> send(call, authorization, end);
            case Credential.Own own -> {
                Session session = sessions.of(own.organisation());
                Token token = session.token(left(end));
                RelayAnswer answer = send(call, token.authorization(), end);
                if (answer.status() != 401) {
                    yield answer;
                }
                give(answer);
                session.refused(token);
                yield send(call, session.token(left(end)).authorization(), end);
            }
        };
    }

    private RelayAnswer send(RelayCall call, String authorization, long end) {
        HttpRequest.Builder request = graphql.request(authorization, call.body());
        Attempt<RelayAnswer> attempt = () -> attempt(request, left(end));
        return call.repeatable() ? upstream.ask(attempt) : upstream.askOnce(attempt);
    }

    /**
     * Every answer is one, whatever its status; only where none came another try may help. A status of 500 may be the query's fault, and no
     * caller's query shall open the circuit.
     */
    private Outcome<RelayAnswer> attempt(HttpRequest.Builder request, Duration left) {
        try {
            Received answer = transport.send(request.copy(), left);
            Map<String, String> headers = new HashMap<>();
            PASSED_ON.forEach(name -> answer.header(name).ifPresent(value -> headers.put(name, value)));
            RelayAnswer relayed = new RelayAnswer(answer.status(), headers, answer.body());
            return relayed.status() > 500 ? new Outcome.Unwell<>(relayed) : new Outcome.Got<>(relayed);
        } catch (HttpTimeoutException e) {
            return Outcome.ended(Kind.UNAVAILABLE, upstream.name() + " did not answer before the deadline");
        } catch (IOException e) {
            return BrokenExchange.outcome(upstream.name(), e);
        }
    }

    private static void give(RelayAnswer answer) {
        try {
            answer.close();
        } catch (IOException e) {
            throw new TraceException(Kind.UNAVAILABLE, "an answer could not be closed", e);
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
