package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests whose end or host two servers could see differently (RFC 9112 sections 3.2, 6 and 11.2). The server underneath
 * tolerates some of them; behind another proxy that is how requests are smuggled.
 */
final class RequestGuard {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");

    private RequestGuard() {}

    static Optional<Problem> check(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        if (!METHODS.contains(exchange.getRequestMethod().toString())) {
            return Optional.of(new Problem(501, "method_unknown", "The method is not one that the connector knows."));
        }
        if (!framed(exchange, headers)) {
            return bad("framing", "The request's length is stated in no way, in two ways or not well formed.");
        }
        if (WITHOUT_BODY.contains(exchange.getRequestMethod().toString()) && hasBody(headers)) {
            return bad("unexpected_body", "A request with this method must not have a body.");
        }
        if (headers.count(Headers.HOST) > 1
                || (headers.contains(Headers.HOST)
                        && !HOST.matcher(headers.getFirst(Headers.HOST)).matches())) {
            return bad("host", "The header Host must be given once and be well formed.");
        }
        if (exchange.isHostIncludedInRequestURI()) {
            return bad("absolute_url", "The request line must hold the path alone.");
        }
        for (HttpString name : headers.getHeaderNames()) {
            for (String value : headers.get(name)) {
                if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f)) {
                    return bad("header", "A header holds a control character.");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean framed(HttpServerExchange exchange, HeaderMap headers) {
        int lengths = headers.count(Headers.CONTENT_LENGTH);
        int encodings = headers.count(Headers.TRANSFER_ENCODING);
        if (lengths + encodings > 1) {
            return false;
        }
        if (encodings == 1) {
            return exchange.isHttp11()
                    && headers.getFirst(Headers.TRANSFER_ENCODING).equalsIgnoreCase("chunked");
        }
        if (lengths == 1) {
            return LENGTH.matcher(headers.getFirst(Headers.CONTENT_LENGTH)).matches();
        }
        // Without either, HTTP/1.0 reads until the connection ends.
        return exchange.isHttp11()
                || WITHOUT_BODY.contains(exchange.getRequestMethod().toString());
    }

    private static boolean hasBody(HeaderMap headers) {
        return headers.contains(Headers.TRANSFER_ENCODING)
                || (headers.contains(Headers.CONTENT_LENGTH)
                        && !headers.getFirst(Headers.CONTENT_LENGTH).matches("0+"));
    }

    private static Optional<Problem> bad(String code, String detail) {
        return Optional.of(new Problem(400, "malformed_" + code, detail));
    }
}
