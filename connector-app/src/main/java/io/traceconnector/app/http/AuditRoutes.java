package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import io.traceconnector.app.audit.AuditReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code GET /tenants/{tenant}/audit}: what the audit log says of a tenant, for its administrators. */
final class AuditRoutes {

    private static final int LARGEST_PAGE = 10_000;
    private static final Pattern LINE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,5}");

    private final AuditReader reader;

    AuditRoutes(AuditReader reader) {
        this.reader = reader;
    }

    List<Operation> operations() {
        return List.of(new Operation(
                List.of("GET"),
                new PathTemplate("/tenants/{tenant}/audit"),
                Access.administration(),
                new BodyRule.None(),
                (Handling.Serving) this::lines,
                OperationDescription.of(
                                "tenants",
                                "Lines of the audit log that are about the tenant, oldest first; ask for more with since=<next>.",
                                Schemas.json(Schemas.OBJECT),
                                new Failure(400, "since_malformed"),
                                new Failure(400, "limit_malformed"))
                        .withQuery(
                                new Parameter(
                                        "since",
                                        "The number of a line, for those behind it, or a time, for those from then on.",
                                        Schemas.TEXT,
                                        false),
                                new Parameter(
                                        "limit",
                                        "Lines at a time, at most 10000 (default: 1000).",
                                        Schemas.TEXT,
                                        false))));
    }

    private void lines(Call call) throws IOException {
        String since = call.query("since").orElse("0");
        long after = LINE.matcher(since).matches() ? Long.parseLong(since) : 0;
        AuditReader.Query query = new AuditReader.Query(
                after,
                LINE.matcher(since).matches() ? Optional.empty() : Optional.of(time(since)),
                Optional.empty(),
                Optional.of(call.admitted().tenant().id()),
                Optional.empty());
        int limit = limit(call.query("limit").orElse("1000"));
        call.stream(200, "application/json", out -> write(query, limit, out));
    }

    private void write(AuditReader.Query query, int limit, OutputStream out) throws IOException {
        Page page = new Page(out, limit, query.after());
        out.write(ascii("{\"records\":["));
        reader.read(query, (line, text) -> page.add(line.path("n").longValue(), text));
        out.write(ascii("],\"next\":" + page.last + "}"));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    400,
                    "since_malformed",
                    "?since= must be the number of a line, or a time such as 2026-01-31T12:00:00Z.");
        }
    }

    private static int limit(String text) {
        int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new ProblemException(400, "limit_malformed", "?limit= must be 1 to " + LARGEST_PAGE + ".");
        }
        return limit;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Lines on their way out. */
    private static final class Page {

        private final OutputStream out;
        private int left;
        private long last;
        private boolean empty = true;

        private Page(OutputStream out, int limit, long last) {
            this.out = out;
            this.left = limit;
            this.last = last;
        }

        private boolean add(long number, byte[] text) throws IOException {
            if (!empty) {
                out.write(',');
            }
            out.write(text);
            empty = false;
            last = number;
            left--;
            return left > 0;
        }
    }
}
