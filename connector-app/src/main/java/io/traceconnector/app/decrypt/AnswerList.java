package io.traceconnector.app.decrypt;

import org.jspecify.annotations.Nullable;

/** A list of notes as JSON: the first 1,000, at most 1 MiB of text; beyond that they are counted only, and the total is written beside the list. */
final class AnswerList {

    private static final int MAX_ENTRIES = 1_000;
    private static final int MAX_TEXT = 1 << 20;

    private final String name;
    private final StringBuilder entries = new StringBuilder();
    private int listed;
    private long total;

    AnswerList(String name) {
        this.name = name;
    }

    /** @param members of the entry beside its path */
    void add(@Nullable AnswerPath path, String members) {
        total++;
        if (listed == MAX_ENTRIES || entries.length() > MAX_TEXT) {
            return;
        }
        entries.append(listed++ == 0 ? "" : ",").append("{\"path\":");
        entries.append(AnswerPath.json(path)).append(',').append(members).append('}');
    }

    boolean isEmpty() {
        return total == 0;
    }

    void appendTo(StringBuilder json) {
        if (total == 0) {
            return;
        }
        json.append('"').append(name).append("\":[").append(entries).append(']');
        if (total > listed) {
            json.append(",\"").append(name).append("Total\":").append(total);
        }
    }
}
