package io.traceconnector.app.trace;

import io.traceconnector.api.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a connection of links below a root field, {@code {root: {links: {edges, pageInfo, totalCount}}}}, as it streams by: what a link
 * holds is copied out of the received text as it stands there, no tree is made of it.
 */
final class LinksReader implements Envelope.DataReader<Optional<LinksReader.Found>> {

    private final String root;
    private final boolean cursors;

    /**
     * @param root the field that holds the connection
     * @param cursors whether every edge must have a cursor, and links are given with it
     */
    LinksReader(String root, boolean cursors) {
        this.root = root;
        this.cursors = cursors;
    }

    /**
     * What a root field held that was not null.
     *
     * @param workflow the row id of the workflow that it belongs to, where that was asked for
     */
    record Found(Optional<String> workflow, LinksPage page) {}

    @Override
    public Optional<Found> read(JsonParser data, byte[] text) {
        Holder holder = new Holder(text);
        JsonFields.each(data, "data", name -> {
            if (name.equals(root) && !data.hasToken(JsonToken.VALUE_NULL)) {
                holder.present = true;
                JsonFields.each(data, root, field -> holder.field(data, field));
            } else {
                data.skipChildren();
            }
        });
        return holder.present ? Optional.of(holder.found()) : Optional.empty();
    }

    /** Collects the parts, which may come in any order. */
    private final class Holder {

        private final byte[] text;
        private final List<ReceivedLink> links = new ArrayList<>();
        private Optional<String> workflow = Optional.empty();
        private Optional<PageEnd> end = Optional.empty();
        private long total = -1;
        private boolean present;

        private Holder(byte[] text) {
            this.text = text;
        }

        private void field(JsonParser parser, String name) {
            switch (name) {
                case "workflowId" -> workflow = Optional.of(JsonFields.text(parser, name));
                case "links" -> JsonFields.each(parser, name, field -> connection(parser, field));
                default -> parser.skipChildren();
            }
        }

        private void connection(JsonParser parser, String name) {
            switch (name) {
                case "edges" ->
                    JsonFields.items(
                            parser, name, index -> links.add(new EdgeReader(parser, text, index).read(cursors)));
                case "pageInfo" -> end = Optional.of(PageEnd.read(parser));
                case "totalCount" -> total = Math.max(0, parser.getValueAsLong(-1));
                default -> parser.skipChildren();
            }
        }

        private Found found() {
            PageEnd pageEnd = end.orElseThrow(() -> JsonFields.shape("links come without pageInfo"));
            if (total < 0) {
                throw JsonFields.shape("links come without totalCount");
            }
            Optional<Cursor> last =
                    links.isEmpty() ? Optional.empty() : links.getLast().cursor();
            Optional<Cursor> after = pageEnd.cursor().or(() -> last);
            if (pageEnd.hasNext() && after.isEmpty()) {
                throw JsonFields.shape("links go on behind a page that has no end cursor");
            }
            return new Found(workflow, new LinksPage(links, pageEnd.hasNext(), after, total));
        }
    }
}
