package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a process. Absent texts, bytes and lists are empty; {@link #hasMeta} tells an absent {@code meta} from an empty one.
 *
 * @param data UTF-8 canonical JSON, or what another client put there
 */
public record Link(
        String version, Bytes data, LinkMeta meta, List<LinkSignature> signatures, ExplicitZeros explicitZeros) {
    public static final String VERSION = "1.0.0";

    public Link {
        signatures = List.copyOf(signatures);
    }

    public Link(String version, Bytes data, LinkMeta meta, List<LinkSignature> signatures) {
        this(version, data, meta, signatures, ExplicitZeros.NONE);
    }

    public boolean hasMeta() {
        return explicitZeros.has("meta") || !meta.equals(LinkMeta.EMPTY);
    }

    /** The same link with one more signature; its hash changes. */
    public Link withSignature(LinkSignature signature) {
        List<LinkSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new Link(version, data, meta, more, explicitZeros);
    }
}
