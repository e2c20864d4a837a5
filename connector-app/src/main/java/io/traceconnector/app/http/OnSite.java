package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is for operators from everybody who is neither on the connector's machine nor shows a client certificate that the listener trusts. A page
 * in a browser on that machine is no operator either: it says where it comes from ({@code Origin}), cannot send JSON unasked, and where it has
 * a name of its own lead to the loopback address, the request has that name.
 */
record OnSite(String host) {

    private static final HttpString ORIGIN = new HttpString("Origin");
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");
    private static final Set<String> OWN_SITES = Set.of("none", "same-origin");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+]");

    /** @param host that the listener is bound to */
    OnSite {
        host = host.toLowerCase(Locale.ROOT);
    }

    Optional<Problem> check(HttpServerExchange exchange) {
        return check(Origin.of(exchange), exchange.getRequestHeaders());
    }

    Optional<Problem> check(Origin origin, HeaderMap headers) {
        boolean certified = !origin.certificates().isEmpty();
        if (!certified && !origin.peer().isLoopbackAddress()) {
            return refused(
                    "operators_only",
                    "This is served on the connector's machine, and to client certificates that http.management-tls trusts.");
        }
        if (headers.contains(ORIGIN)
                || (headers.contains(FETCH_SITE) && !OWN_SITES.contains(headers.getFirst(FETCH_SITE)))) {
            return refused("cross_site", "This is not served to pages in browsers.");
        }
        if (!certified && !isOwn(headers.getFirst(Headers.HOST))) {
            return refused("host_unknown", "Ask localhost, an address, or http.management-host.");
        }
        return hasBody(headers) && !isJson(headers.getFirst(Headers.CONTENT_TYPE))
                ? Optional.of(new Problem(415, "content_type", "The body must be application/json."))
                : Optional.empty();
    }

    private boolean isOwn(@Nullable String given) {
        if (given == null) {
            return true;
        }
        String name = given.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
        return name.equals("localhost")
                || name.equals(host)
                || ADDRESS.matcher(name).matches();
    }

    private static boolean hasBody(HeaderMap headers) {
        String length = headers.getFirst(Headers.CONTENT_LENGTH);
        return headers.contains(Headers.TRANSFER_ENCODING) || (length != null && !length.matches("0+"));
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static Optional<Problem> refused(String code, String detail) {
        return Optional.of(new Problem(403, code, detail));
    }
}
