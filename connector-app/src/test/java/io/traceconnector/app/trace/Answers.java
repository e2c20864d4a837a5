package io.traceconnector.app.trace;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of Trace's answers. */
final class Answers {

    static final String EMPTY_PAGE = page("", false, "null", 0);

    private Answers() {}

    static String hash(int number) {
        return String.format("%064x", number);
    }

    static String edge(int number, String raw, String form) {
        return "{\"cursor\":\"c" + number + "\",\"node\":{\"linkHash\":\"" + hash(number) + "\",\"raw\":" + raw
                + ",\"data\":" + form + "}}";
    }

    static String edges(int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> edge(number, "{\"n\":" + number + "}", "null"))
                .collect(Collectors.joining(","));
    }

    static String edgesTo(int last) {
        return edges(IntStream.rangeClosed(1, last).toArray());
    }

    static String page(String edges, boolean more, String end, int total) {
        return "{\"data\":{\"workflowByRowId\":{\"id\":\"x\",\"name\":\"orders\"," + links(edges, more, end, total)
                + "}}}";
    }

    static String tracePage(String edges, boolean more, String end, int total) {
        return "{\"data\":{\"traceById\":{" + links(edges, more, end, total) + ",\"workflowId\":\"211\"}}}";
    }

    private static String links(String edges, boolean more, String end, int total) {
        return "\"links\":{\"edges\":[" + edges + "],\"totalCount\":" + total + ",\"pageInfo\":{\"hasNextPage\":" + more
                + ",\"endCursor\":" + end + "}}";
    }
}
