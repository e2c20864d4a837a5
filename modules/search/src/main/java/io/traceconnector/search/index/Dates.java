package io.traceconnector.search.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times in texts. Without a zone they are UTC; milliseconds since 1970 inside. */
public final class Dates {

    private static final Pattern DAY = Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?");
    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);
    /** What a JDK of another time writes for a date in American English; some clients put it into metadata. */
    private static final DateTimeFormatter SPELT_OUT = DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US);

    private Dates() {}

    /** A span of time: from its first millisecond to the last. */
    public record Span(long first, long last) {}

    /** The first millisecond of a date or time in a link's data: a whole ISO-8601 date or time, nothing shorter. */
    public static OptionalLong inData(String text) {
        if (text.length() < 10 || text.length() > 40 || text.charAt(4) != '-' || !isDigit(text.charAt(0))) {
            return OptionalLong.empty();
        }
        Optional<Span> span = inQuery(text);
        return span.isPresent() ? OptionalLong.of(span.get().first()) : OptionalLong.empty();
    }

    /** A date in a link's metadata, which clients write in more ways. */
    static OptionalLong inMetadata(String text) {
        OptionalLong iso = inData(text);
        if (iso.isPresent() || text.length() > 40) {
            return iso;
        }
        try {
            // Newer JDKs put a narrow no-break space before AM and PM.
            return OptionalLong.of(LocalDateTime.parse(text.replace('\u202f', ' '), SPELT_OUT)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli());
        } catch (DateTimeParseException other) {
            return OptionalLong.empty();
        }
    }

    /** What a query means by a year, month, day or time: all of it. */
    public static Optional<Span> inQuery(String text) {
        try {
            Matcher day = DAY.matcher(text);
            if (day.matches()) {
                return Optional.of(days(day));
            }
            Matcher time = TIME.matcher(text);
            return time.matches() ? Optional.of(time(time)) : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static Span days(Matcher day) {
        int year = Integer.parseInt(day.group(1));
        if (day.group(2) == null) {
            return span(LocalDate.of(year, 1, 1), LocalDate.of(year, 1, 1).plusYears(1));
        }
        int month = Integer.parseInt(day.group(2));
        if (day.group(3) == null) {
            return span(
                    LocalDate.of(year, month, 1), LocalDate.of(year, month, 1).plusMonths(1));
        }
        LocalDate date = LocalDate.of(year, month, Integer.parseInt(day.group(3)));
        return span(date, date.plusDays(1));
    }

    private static Span span(LocalDate first, LocalDate next) {
        return new Span(millis(first), millis(next) - 1);
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static Span time(Matcher time) {
        String text = time.group().replace(' ', 'T');
        Instant instant =
                ZONED.parseBest(text, OffsetDateTime::from, LocalDateTime::from) instanceof OffsetDateTime zoned
                        ? zoned.toInstant()
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        long first = instant.toEpochMilli();
        if (time.group(1) == null) {
            return new Span(first, first + 59_999);
        }
        return new Span(first, time.group(2) == null ? first + 999 : first);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
