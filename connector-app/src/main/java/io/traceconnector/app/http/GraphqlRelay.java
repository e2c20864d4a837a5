package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.audit.AuditTrail;
import io.traceconnector.app.callers.usage.Usage;
import io.traceconnector.app.decrypt.AnswerPaths;
import io.traceconnector.app.decrypt.AnswerRewriter;
import io.traceconnector.app.decrypt.AnswerRewriter.RawMode;
import io.traceconnector.app.decrypt.GraphqlRequest;
import io.traceconnector.app.trace.Credential;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.app.trace.RelayAnswer;
import io.traceconnector.app.trace.RelayCall;
import io.traceconnector.app.trace.TraceException;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /trace/graphql}: passes a request on to Trace and decrypts the answer while it streams through. */
final class GraphqlRelay implements Handling.Serving {

    private final Relay relay;
    private final AnswerRewriter rewriter;
    private final RelayRule rule;
    private final Optional<OrganisationId> usual;
    private final Usage usage;
    private final Duration deadline;

    GraphqlRelay(
            Relay relay,
            AnswerRewriter rewriter,
            RelayRule rule,
            Optional<OrganisationId> usual,
            Usage usage,
            Duration deadline) {
        this.relay = relay;
        this.rewriter = rewriter;
        this.rule = rule;
        this.usual = usual;
        this.usage = usage;
        this.deadline = deadline;
    }

    @Override
    public void serve(Call call) throws IOException {
        RelayScope scope = RelayScope.of(call.admitted(), call.header(RelayScope.HEADER), usual);
        RawMode mode = call.header(AnswerRewriter.RAW_MODE_HEADER)
                .map(value -> RawMode.ofHeader(value)
                        .orElseThrow(() -> new ProblemException(
                                400, "raw_mode_unknown", "Connector-Raw must be original or decrypted.")))
                .orElse(RawMode.DEFAULT);
        if (call.header("Content-Encoding").isPresent()) {
            throw new ProblemException(415, "encoding_unsupported", "The body must not be compressed.");
        }
        GraphqlRequest request = GraphqlRequest.parse(call.body());
        byte[] upstream = rule.upstream(call.admitted(), scope, request);
        AnswerPaths paths = AnswerPaths.of(request);
        boolean reads = request.kind() == GraphqlRequest.Kind.QUERY;
        Optional<AuditTrail> trail = call.context().trail();
        if (!reads) {
            trail.ifPresent(AuditTrail::begin);
        }
        try (RelayAnswer answer = relay.graphql(new RelayCall(scope.credential(), upstream, reads, deadline))) {
            if (answer.status() == 401 && scope.credential() instanceof Credential.Own) {
                throw new TraceException(TraceException.Kind.UNAUTHORIZED, "Trace refuses the connector's session");
            }
            String pause = answer.headers().get("retry-after");
            if (pause != null) {
                call.exchange().getResponseHeaders().put(Headers.RETRY_AFTER, pause);
            }
            InputStream body = new UpstreamBody(answer.body());
            call.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
            RelayedDecryption decryption = new RelayedDecryption(trail, MeteredSight.counter(call.admitted(), usage));
            call.stream(
                    answer.status(),
                    answer.headers().getOrDefault("content-type", "application/json"),
                    out -> rewriter.rewrite(paths, scope.organisations(), mode, decryption, body, out));
        }
    }
}
