package io.traceconnector.app.trace;

import io.traceconnector.app.trace.TraceException.Kind;

/** What a status other than 200 means to us. */
final class HttpStatuses {

    private HttpStatuses() {}

    static Kind kind(int status) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 429 -> Kind.THROTTLED;
            case 408 -> Kind.UNAVAILABLE;
            // No redirect is followed: it would carry the credential elsewhere.
            case 301, 302, 303, 307, 308 -> Kind.MALFORMED;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
        };
    }

    /** Whether the same request may be answered another time. */
    static boolean passes(Kind kind) {
        return kind == Kind.UNAVAILABLE || kind == Kind.THROTTLED;
    }
}
