package io.traceconnector.app.trace;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Questions of the connector's own to Trace's GraphQL endpoint (trace-protocol section 5). They may be asked twice, and are tried again. */
final class Graphql {

    private final URI endpoint;
    private final Transport transport;
    private final Upstream upstream;
    private final Duration deadline;

    Graphql(URI base, Transport transport, Upstream upstream, Duration deadline) {
        this.endpoint = URI.create(base + "/graphql");
        this.transport = transport;
        this.upstream = upstream;
        this.deadline = deadline;
    }

    /**
     * Asks in the name of a session.
     *
     * @param bound on the answer's bytes
     */
    <T> T query(
            Session session,
            String document,
            Map<String, Object> variables,
            long bound,
            Envelope.DataReader<T> reader) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("query", document, "variables", variables));
        return session.call(
                deadline,
                token -> upstream.ask(new JsonExchange<>(
                        transport,
                        upstream.name(),
                        request(token.authorization(), body),
                        deadline,
                        bound,
                        text -> Envelope.read(text, reader))));
    }

    /** A request that is ready but for its deadline. */
    HttpRequest.Builder request(String authorization, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Accept-Encoding", ContentCoding.ACCEPTED)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        Account.authorize(request, authorization);
        return request;
    }
}
