package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.pdp.DecisionPointAwayException;
import io.traceconnector.app.callers.tokens.TooManyTokensException;
import io.traceconnector.app.decrypt.AnswerException;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.TraceException;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one place that maps errors to HTTP: problem documents (RFC 9457), or GraphQL's envelope where GraphQL was asked. */
final class ErrorResponses {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ErrorResponses() {}

    static Problem problem(Throwable failure) {
        return switch (failure) {
            case ProblemException known ->
                new Problem(
                        known.status(),
                        known.code(),
                        String.valueOf(known.getMessage()),
                        known.members(),
                        OptionalInt.empty());
            case TraceException trace -> ofTrace(trace);
            case AnswerException answer ->
                new Problem(502, "trace_answer_malformed", "Trace gave an answer that cannot be used.");
            case TooManyTokensException tokens ->
                Problem.later(
                        429,
                        "too_many_requests",
                        "More tokens are asked for than can be used; use each until it ends.",
                        tokens.seconds());
            case DecisionPointAwayException _ ->
                Problem.later(503, DecisionPointAwayException.CODE, DecisionPointAwayException.DETAIL, 5);
            case KeyUnavailableException keys ->
                Problem.later(503, "keys_unavailable", "A decryption key cannot be used now; try again later.", 5);
            default -> new Problem(500, "internal", "The connector failed; its log has more under the request id.");
        };
    }

    private static Problem ofTrace(TraceException failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE -> Problem.later(503, "trace_unavailable", "Trace cannot be reached; try again later.", 5);
            case THROTTLED -> Problem.later(503, "trace_throttled", "Trace asks for a pause; try again later.", 10);
            case UNAUTHORIZED ->
                new Problem(502, "trace_session_refused", "Trace refuses the session; see the connector's log.");
            case MALFORMED -> new Problem(502, "trace_answer_malformed", "Trace gave an answer that cannot be used.");
            case REFUSED -> new Problem(502, "trace_refused", "Trace refuses the request; see the connector's log.");
        };
    }

    /** Answers a failure, or cuts the connection where an answer has begun: a cut answer must never look whole. */
    static void answer(HttpServerExchange exchange, Throwable failure) {
        if (failure instanceof ClientGoneException) {
            LOG.atDebug()
                    .addKeyValue("requestId", RequestContext.of(exchange).requestId())
                    .setCause(failure)
                    .log("client gone");
            RequestContext.of(exchange).failed("client_gone");
            cut(exchange);
            return;
        }
        Problem problem = problem(failure);
        if (problem.status() >= 500 && !problem.code().equals(Freshness.NOT_YET)) {
            LOG.atError()
                    .addKeyValue("requestId", RequestContext.of(exchange).requestId())
                    .addKeyValue("route", RequestContext.of(exchange).route())
                    .addKeyValue("code", problem.code())
                    .setCause(failure)
                    .log("request failed");
        }
        answer(exchange, problem);
    }

    static void answer(HttpServerExchange exchange, Problem problem) {
        RequestContext context = RequestContext.of(exchange);
        context.failed(problem.code());
        if (exchange.isResponseStarted()) {
            cut(exchange);
            return;
        }
        exchange.setStatusCode(problem.status());
        // What was meant for the answer that failed must not describe this one.
        exchange.getResponseHeaders().remove(Headers.CONTENT_LENGTH);
        exchange.getResponseHeaders().remove(Headers.ETAG);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        problem.retryAfter().ifPresent(seconds -> exchange.getResponseHeaders().put(Headers.RETRY_AFTER, seconds));
        Challenge.put(exchange, problem.status(), problem.code());
        byte[] body;
        if (context.answersGraphql()) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            body = graphql(problem, context.requestId());
        } else {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
            body = document(problem, context.requestId());
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(body), IoCallback.END_EXCHANGE);
    }

    private static void cut(HttpServerExchange exchange) {
        Framing.cut(exchange);
        exchange.endExchange();
    }

    private static byte[] document(Problem problem, String requestId) {
        ObjectNode document = MAPPER.createObjectNode();
        problem.members().forEach((name, value) -> document.set(name, MAPPER.valueToTree(value)));
        document.put("type", "about:blank");
        document.put("title", StatusCodes.getReason(problem.status()));
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        document.put("code", problem.code());
        document.put("requestId", requestId);
        return MAPPER.writeValueAsBytes(document);
    }

    private static byte[] graphql(Problem problem, String requestId) {
        ObjectNode document = MAPPER.createObjectNode();
        ObjectNode error = document.putArray("errors").addObject();
        error.put("message", problem.detail());
        error.put("status", problem.status());
        ObjectNode extensions = error.putObject("extensions");
        problem.members().forEach((name, value) -> extensions.set(name, MAPPER.valueToTree(value)));
        extensions.put("code", problem.code());
        extensions.put("requestId", requestId);
        return MAPPER.writeValueAsBytes(document);
    }
}
