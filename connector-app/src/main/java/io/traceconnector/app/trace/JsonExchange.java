package io.traceconnector.app.trace;

import io.traceconnector.app.trace.TraceException.Kind;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * One HTTP exchange whose answer is a JSON text that is read as a whole.
 *
 * @param host for messages
 * @param deadline for the whole answer
 * @param bound on the answer's bytes, decompressed
 * @param reader makes the result out of the text of an answer with status 200
 */
record JsonExchange<T>(
        Transport transport,
        String host,
        HttpRequest.Builder request,
        Duration deadline,
        long bound,
        Function<byte[], T> reader)
        implements Attempt<T> {

    /** Enough for what a host says about an error. */
    private static final long ERROR_BYTES = 64 * 1024;

    private static final int LONGEST_TEXT = 500;

    @Override
    public Outcome<T> run() {
        try (Received answer = transport.send(request.copy(), deadline)) {
            return answer.status() == 200 ? result(answer) : refusal(answer);
        } catch (IOException e) {
            return BrokenExchange.outcome(host, e);
        }
    }

    private Outcome<T> result(Received answer) throws IOException {
        Optional<byte[]> text = answer.bytes(bound);
        if (text.isEmpty()) {
            return Outcome.ended(Kind.MALFORMED, host + " gave an answer of more than " + bound + " bytes");
        }
        try {
            return new Outcome.Got<>(reader.apply(text.get()));
        } catch (JacksonException e) {
            // Its message quotes the text; and something in between may have answered instead of the host.
            return Outcome.passing(Kind.MALFORMED, host + " gave an answer that is not JSON");
        } catch (TraceException e) {
            return judged(e, Optional.empty());
        }
    }

    private Outcome<T> refusal(Received answer) throws IOException {
        String message = host + " answered with status " + answer.status();
        Kind kind = HttpStatuses.kind(answer.status());
        if (kind != Kind.REFUSED && kind != Kind.UNAUTHORIZED) {
            return judged(new TraceException(kind, message), answer.header("retry-after"));
        }
        byte[] body = answer.bytes(ERROR_BYTES).orElse(new byte[0]);
        String text = message + (kind == Kind.REFUSED ? said(body).orElse("") : "");
        return judged(new TraceException(kind, text, printable(body)), answer.header("retry-after"));
    }

    private static String printable(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\uFFFD]+", " ")
                .strip();
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    /** What a GraphQL error says, where the body is one. */
    private static Optional<String> said(byte[] body) {
        try {
            Envelope.read(body, (data, text) -> data.skipChildren());
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (TraceException e) {
            return e.kind() == Kind.MALFORMED ? Optional.empty() : Optional.of(", " + e.getMessage());
        }
    }

    private static <T> Outcome<T> judged(TraceException why, Optional<String> retryAfter) {
        return HttpStatuses.passes(why.kind()) ? new Outcome.Passing<>(why, retryAfter) : new Outcome.Final<>(why);
    }
}
