package io.traceconnector.app.audit;

import java.util.Locale;

/** What a line of the log tells of. */
enum RecordType {
    /** A file begins: its number. Its first line. */
    FILE,
    /** The beginning of the log was deleted, as configured: through which file. */
    PRUNED,
    /** Bytes at the end, torn by a crash, were cut off: how many. */
    CUT,
    /** A signature over an earlier line. */
    HEAD,
    /** A request that was let through, with links that it showed. */
    REQUEST,
    /** More links of such a request. */
    SHOWN,
    /** How such a request ended. */
    ENDED,
    /** A request that was refused. */
    REFUSED,
    /** Requests that were refused and are not recorded one by one: how many. */
    REFUSALS,
    /** Something that was done without a request of its own. */
    EVENT;

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String member = ",\"type\":\"" + text + "\"";

    String text() {
        return text;
    }

    /** What stands in a line of this type behind its number. */
    String member() {
        return member;
    }
}
