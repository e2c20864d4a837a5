package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.trace.TraceException.Kind;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.LinkJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sends links to Trace, each once: what broke off while it was under way may have arrived. */
final class LinkSender {

    private static final long ANSWER_BYTES = 1024 * 1024;

    private static final byte[] HEAD = ascii("{\"query\":\"mutation createLink($link: JSON!, $data: JSON)"
            + " { createLink(input: {link: $link, data: $data}) { trace { rowId } } }\",\"variables\":{\"link\":");
    private static final byte[] FORM = ascii(",\"data\":");
    private static final byte[] END = ascii("}}");

    private final Graphql graphql;
    private final Transport transport;
    private final Upstream upstream;
    private final Sessions sessions;

    LinkSender(Graphql graphql, Transport transport, Upstream upstream, Sessions sessions) {
        this.graphql = graphql;
        this.transport = transport;
        this.upstream = upstream;
        this.sessions = sessions;
    }

    Sending send(OrganisationId organisation, byte[] link, Optional<byte[]> form, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        Optional<Session> session = sessions.find(organisation);
        if (session.isEmpty()) {
            return new Sending.NotSent("organisation " + organisation + " is not configured");
        }
        String trace;
        try {
            trace = LinkJson.read(link).meta().mapId();
        } catch (FormatException e) {
            return new Sending.Refused(0, "what is to be sent is not a link");
        }
        try {
            return send(session.get(), body(link, form), trace, end);
        } catch (TraceException e) {
            // No session, or one that Trace refuses, or a circuit that is open: nothing of these creates a link.
            return new Sending.NotSent(String.valueOf(e.getMessage()));
        }
    }

    private Sending send(Session session, byte[] body, String trace, long end) {
        Token token = session.token(left(end));
        try {
            return sendOnce(token, body, trace, end);
        } catch (TraceException e) {
            if (e.kind() != Kind.UNAUTHORIZED) {
                throw e;
            }
        }
        session.refused(token);
        return sendOnce(session.token(left(end)), body, trace, end);
    }

    private Sending sendOnce(Token token, byte[] body, String trace, long end) {
        HttpRequest.Builder request = graphql.request(token.authorization(), body);
        return upstream.askOnce(() -> attempt(request, trace, left(end)));
    }

    private Outcome<Sending> attempt(HttpRequest.Builder request, String trace, Duration left) {
        try (Received answer = transport.send(request, left)) {
            return judged(answer, trace);
        } catch (IOException e) {
            String reason = BrokenExchange.message(upstream.name(), e);
            if (!BrokenExchange.beforeRequest(e)) {
                return new Outcome.Unwell<>(new Sending.Unknown(reason));
            }
            return e instanceof GivenUpException
                    ? new Outcome.GivenUp<>(new TraceException(Kind.UNAVAILABLE, reason))
                    : new Outcome.Unwell<>(new Sending.NotSent(reason));
        }
    }

    private Outcome<Sending> judged(Received answer, String trace) throws IOException {
        int status = answer.status();
        String answered = upstream.name() + " answered with status " + status;
        if (status == 401) {
            return Outcome.ended(Kind.UNAUTHORIZED, answered);
        }
        if (status == 429) {
            return new Outcome.Got<>(new Sending.NotSent(answered));
        }
        if (status == 413) {
            return new Outcome.Got<>(new Sending.Refused(status, "the link is too large for trace"));
        }
        if (status > 500) {
            return new Outcome.Unwell<>(new Sending.Unknown(answered));
        }
        if ((status != 200 && status / 100 != 4) || status == 408) {
            // A status of 500 may be the link's fault, and no link shall open the circuit.
            return new Outcome.Got<>(new Sending.Unknown(answered));
        }
        Optional<byte[]> text = answer.bytes(ANSWER_BYTES);
        return text.isPresent()
                ? LinkAnswer.of(status, text.get(), trace)
                : new Outcome.Got<>(new Sending.Unknown(
                        upstream.name() + " gave an answer of more than " + ANSWER_BYTES + " bytes"));
    }

    private static byte[] body(byte[] link, Optional<byte[]> form) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(HEAD.length
                + link.length
                + FORM.length
                + form.map(text -> text.length).orElse(0)
                + END.length);
        body.writeBytes(HEAD);
        body.writeBytes(link);
        form.ifPresent(text -> {
            body.writeBytes(FORM);
            body.writeBytes(text);
        });
        body.writeBytes(END);
        return body.toByteArray();
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
