package io.traceconnector.app.audit;

import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the log from its files, one line at a time; checks nothing ({@link Verification} does). Safe for many threads. */
public final class AuditReader {

    private final AuditDirectory directory;

    AuditReader(AuditDirectory directory) {
        this.directory = directory;
    }

    /** Of a directory that need not be in use. */
    public static AuditReader of(Path directory) {
        return new AuditReader(new OwnDirectory(directory));
    }

    /**
     * Which lines are wanted: those to which everything applies that is there.
     *
     * @param after lines with a higher number than this
     * @param since written then or later
     * @param until written before
     * @param tenant that they are about
     * @param caller by id
     */
    public record Query(
            long after,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<TenantId> tenant,
            Optional<String> caller) {

        boolean wants(Line line, JsonNode tree) {
            return line.number() > after
                    && since.map(time -> !Line.at(tree).isBefore(time)).orElse(true)
                    && until.map(time -> Line.at(tree).isBefore(time)).orElse(true)
                    && is(tree, "tenant", tenant.map(TenantId::value))
                    && is(tree, "caller", caller);
        }

        /** Whether all before a line can be passed over, as far as clocks go forward. */
        private boolean isBehind(Line line) {
            return line.number() <= after + 1
                    && since.map(time -> line.at().isBefore(time)).orElse(true);
        }

        private static boolean is(JsonNode tree, String member, Optional<String> value) {
            return value.map(wanted -> tree.path(member).asString("").equals(wanted))
                    .orElse(true);
        }
    }

    /** Takes lines in their order. */
    public interface Visitor {

        /**
         * @param text the line as it stands in the file, without its end
         * @return whether more are wanted
         */
        boolean take(JsonNode line, byte[] text) throws IOException;
    }

    /** @throws IOException of the files, or the visitor */
    public void read(Query query, Visitor visitor) throws IOException {
        for (FileName name : from(query)) {
            if (!read(name, query, visitor)) {
                return;
            }
        }
    }

    private boolean read(FileName name, Query query, Visitor visitor) throws IOException {
        try (InputStream in = directory.read(name)) {
            LineReader reader = new LineReader(in);
            for (Optional<byte[]> text = reader.next(); text.isPresent(); text = reader.next()) {
                Optional<Line> line =
                        text.flatMap(Line::parse).filter(each -> reader.whole() && each.number() > query.after());
                if (line.isPresent()) {
                    JsonNode tree = line.get().tree();
                    if (query.wants(line.get(), tree)
                            && !visitor.take(tree, line.get().text())) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    /** The files from the last one on before which nothing is wanted. */
    private List<FileName> from(Query query) throws IOException {
        List<FileName> names = directory.files();
        int start = names.size() - 1;
        while (start > 0 && !first(names.get(start)).map(query::isBehind).orElse(false)) {
            start--;
        }
        return names.subList(Math.max(0, start), names.size());
    }

    private Optional<Line> first(FileName name) throws IOException {
        try (InputStream in = directory.read(name)) {
            return new LineReader(in).next().flatMap(Line::parse);
        }
    }
}
