package io.traceconnector.app.decrypt;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkMeta;
import java.util.List;
import java.util.Optional;

/**
 * What consumers get of a link besides its data.
 *
 * @param metadata without the recipients; JSON {@code null} where absent
 */
record Heading(
        Optional<LinkHash> parent,
        double priority,
        String action,
        String state,
        List<String> tags,
        List<LinkHash> references,
        Json metadata) {

    /** A longer one is not remembered but read again. */
    private static final int MAX_REMEMBERED = 2048;

    static Heading of(Link link) {
        LinkMeta meta = link.meta();
        return new Heading(
                hash(meta.prevLinkHash()),
                meta.priority(),
                meta.action(),
                meta.process().state(),
                meta.tags(),
                meta.refs().stream()
                        .flatMap(reference -> hash(reference.linkHash()).stream())
                        .toList(),
                Metadata.withoutRecipients(meta.data().toByteArray()));
    }

    boolean isShort() {
        long size = action.length()
                + state.length()
                + metadata.utf8().length
                + references.size() * (long) Sha256.SIZE
                + tags.stream().mapToLong(tag -> 2L + tag.length()).sum();
        return size <= MAX_REMEMBERED;
    }

    /** Empty for what is no hash: absent, or of another length. */
    private static Optional<LinkHash> hash(Bytes bytes) {
        return bytes.size() == io.traceconnector.chainscript.LinkHash.SIZE
                ? Optional.of(new LinkHash(bytes.hex()))
                : Optional.empty();
    }
}
