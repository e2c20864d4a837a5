package io.traceconnector.sandbox.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests. */
public final class Requests {

    private static final String BEARER = "bearer ";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Requests() {}

    /**
     * The body as a JSON value; numbers keep all digits.
     *
     * @param limit bytes; a longer body is refused with 413
     */
    public static <T> T json(HttpServerExchange exchange, int limit, Class<T> type) throws IOException {
        try {
            T value = JSON.readValue(body(exchange, limit), type);
            if (value == null) {
                throw ApiException.badRequest("the body is not what this route takes");
            }
            return value;
        } catch (JacksonException e) {
            throw ApiException.badRequest("the body is not valid JSON");
        }
    }

    private static byte[] body(HttpServerExchange exchange, int limit) throws IOException {
        try (InputStream in = exchange.getInputStream()) {
            byte[] body = in.readNBytes(limit + 1);
            if (body.length > limit) {
                throw new ApiException(413, "the body is longer than " + limit + " bytes");
            }
            return body;
        }
    }

    /** The token of the one {@code Authorization: Bearer …} header; empty where there is none or more than one. */
    public static Optional<String> bearer(HttpServerExchange exchange) {
        HeaderValues values = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
        if (values == null || values.size() != 1) {
            return Optional.empty();
        }
        String value = values.getFirst();
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()).strip()).filter(token -> !token.isEmpty())
                : Optional.empty();
    }

    public static Optional<String> parameter(HttpServerExchange exchange, String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? Optional.empty() : Optional.ofNullable(values.peekFirst());
    }

    /** @throws ApiException 405 for another method */
    public static void requireMethod(HttpServerExchange exchange, String method) {
        if (!exchange.getRequestMethod().equalToString(method)) {
            throw new ApiException(405, "this route takes " + method);
        }
    }
}
