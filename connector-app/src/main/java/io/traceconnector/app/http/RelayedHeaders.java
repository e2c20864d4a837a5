package io.traceconnector.app.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers are passed on. Of a request those that are named here, so that no header by which somebody is identified comes through in
 * any spelling; of an answer all but those of one connection, cookies and grants to other origins.
 */
final class RelayedHeaders {

    private static final Set<String> OF_REQUESTS = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-type",
            "expect",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "range",
            "transfer-encoding",
            "user-agent");

    private static final Set<String> NOT_OF_ANSWERS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "set-cookie",
            "set-cookie2",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "alt-svc",
            "strict-transport-security");

    private RelayedHeaders() {}

    static void keepOfRequest(HeaderMap headers) {
        for (HttpString name : List.copyOf(headers.getHeaderNames())) {
            if (!OF_REQUESTS.contains(lower(name))) {
                headers.remove(name);
            }
        }
    }

    static void keepOfAnswer(HeaderMap headers) {
        // What the header Connection names belongs to the connection too (RFC 9110 section 7.6.1).
        String named = headers.contains(Headers.CONNECTION) ? headers.getFirst(Headers.CONNECTION) : "";
        for (String name : named.split(",")) {
            if (!name.isBlank() && HttpString.tryFromString(name.strip()) != null) {
                headers.remove(name.strip());
            }
        }
        for (HttpString name : List.copyOf(headers.getHeaderNames())) {
            if (NOT_OF_ANSWERS.contains(lower(name)) || lower(name).startsWith("access-control-")) {
                headers.remove(name);
            }
        }
    }

    private static String lower(HttpString name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
