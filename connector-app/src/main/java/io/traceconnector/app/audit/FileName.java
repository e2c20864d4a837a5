package io.traceconnector.app.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a file of the log: {@code audit-00000001.jsonl} and so on. */
record FileName(int number) implements Comparable<FileName> {

    static final FileName FIRST = new FileName(1);

    private static final Pattern FORM = Pattern.compile("audit-([0-9]{8})\\.jsonl");

    static Optional<FileName> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new FileName(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    FileName next() {
        return new FileName(number + 1);
    }

    @Override
    public int compareTo(FileName other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "audit-%08d.jsonl", number);
    }
}
