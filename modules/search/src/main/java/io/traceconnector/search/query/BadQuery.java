package io.traceconnector.search.query;

import io.traceconnector.api.ProblemException;
import java.util.Map;

/** The ways in which a query is refused; each says where it is wrong, and what to write instead. */
public final class BadQuery {

    private BadQuery() {}

    /** 400 {@code bad_query}. */
    public static ProblemException at(Spot spot, String detail, String suggestion) {
        return problem("bad_query", spot, detail, suggestion);
    }

    /** 400 {@code unknown_field}: the caller sees no link with such a field. */
    public static ProblemException unknownField(Spot spot, String field, String suggestion) {
        return problem("unknown_field", spot, "no link has a field '" + shorten(field) + "'", suggestion);
    }

    /** 400 {@code too_complex}. */
    public static ProblemException tooComplex(Spot spot, String detail, String suggestion) {
        return problem("too_complex", spot, detail, suggestion);
    }

    private static ProblemException problem(String code, Spot spot, String detail, String suggestion) {
        return new ProblemException(
                400,
                code,
                detail + " (" + spot.in() + ", position " + spot.position() + ")",
                Map.of("in", spot.in(), "position", spot.position(), "suggestion", suggestion));
    }

    static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
