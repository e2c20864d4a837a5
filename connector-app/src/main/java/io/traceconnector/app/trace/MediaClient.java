package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.trace.TraceException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files to and from Media. Has connections of its own: an upload may take its time, and nothing else shall wait for it. */
final class MediaClient implements Media, AutoCloseable {

    private static final int ANSWER_BYTES = 1024 * 1024;
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_=-]{1,128}");

    private final URI base;
    private final Transport transport;
    private final Upstream upstream;
    private final Sessions sessions;
    private final Account account;
    private final Duration deadline;

    /** @param transport closed with this */
    MediaClient(
            URI base, Transport transport, Upstream upstream, Sessions sessions, Account account, Duration deadline) {
        this.base = base;
        this.transport = transport;
        this.upstream = upstream;
        this.sessions = sessions;
        this.account = account;
        this.deadline = deadline;
    }

    @Override
    public String upload(OrganisationId organisation, Upload upload) {
        Session session = sessions.of(organisation);
        // The content can be had only once: a token that was good a moment ago is not refused when all of it is sent.
        session.call(deadline, token -> account.info(token.authorization()));
        Token token = session.token(deadline);
        Multipart form = new Multipart(upload.name());
        try (StreamedBody body = new StreamedBody(form.around(upload.content()), form.length(upload.length()))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/files"))
                    .header("Content-Type", form.contentType())
                    .header("Accept", "application/json")
                    .header("Authorization", token.authorization())
                    .POST(body);
            return upstream.askOnce(() -> send(request, body, upload.stall()));
        } catch (TraceException e) {
            if (e.kind() == Kind.UNAUTHORIZED) {
                session.refused(token);
            }
            throw e;
        }
    }

    private Outcome<String> send(HttpRequest.Builder request, StreamedBody body, Duration stall) {
        try (Received answer = transport.send(request, body, stall)) {
            return read(answer, MediaClient::digest);
        } catch (IOException e) {
            return body.failure()
                    .<Outcome<String>>map(own -> new Outcome.GivenUp<>(
                            new TraceException(Kind.UNAVAILABLE, "the content of an upload broke off", own)))
                    .orElseGet(() -> BrokenExchange.outcome(upstream.name(), e));
        }
    }

    private <T> Outcome<T> read(Received answer, Function<JsonNode, T> reader) throws IOException {
        if (answer.status() / 100 != 2) {
            Kind kind = HttpStatuses.kind(answer.status());
            TraceException why = new TraceException(kind, upstream.name() + " answered with status " + answer.status());
            return HttpStatuses.passes(kind)
                    ? new Outcome.Passing<>(why, answer.header("retry-after"))
                    : new Outcome.Final<>(why);
        }
        Optional<byte[]> text = answer.bytes(ANSWER_BYTES);
        if (text.isEmpty()) {
            return Outcome.ended(Kind.MALFORMED, upstream.name() + " gave too long an answer");
        }
        try {
            return new Outcome.Got<>(reader.apply(JsonMapper.shared().readTree(text.get())));
        } catch (JacksonException e) {
            return Outcome.passing(Kind.MALFORMED, upstream.name() + " gave an answer that is not JSON");
        } catch (TraceException e) {
            return new Outcome.Final<>(e);
        }
    }

    private static String digest(JsonNode answer) {
        String digest = answer.path(0).path("digest").asString("");
        if (answer.size() != 1 || !DIGEST.matcher(digest).matches()) {
            throw JsonFields.shape("media gave no digest for a file");
        }
        return digest;
    }

    @Override
    public Optional<URI> location(OrganisationId organisation, String digest) {
        URI info = URI.create(base + "/files/" + URLEncoder.encode(digest, StandardCharsets.UTF_8) + "/info");
        return sessions.of(organisation).call(deadline, token -> upstream.ask(() -> ask(info, token)));
    }

    private Outcome<Optional<URI>> ask(URI info, Token token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(info)
                .header("Accept", "application/json")
                .header("Authorization", token.authorization());
        try (Received answer = transport.send(request, deadline)) {
            return answer.status() == 404
                    ? new Outcome.Got<>(Optional.empty())
                    : read(answer, text -> Optional.of(location(text)));
        } catch (IOException e) {
            return BrokenExchange.outcome(upstream.name(), e);
        }
    }

    private static URI location(JsonNode info) {
        try {
            return URI.create(info.path("download_url").asString("://"));
        } catch (IllegalArgumentException e) {
            throw JsonFields.shape("media does not say where a file is");
        }
    }

    /** Breaks off what is going on. */
    @Override
    public void close() {
        transport.close();
    }
}
