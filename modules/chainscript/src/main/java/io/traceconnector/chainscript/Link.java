package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    /** The same link as a client sees it that forgets which zero values were written out. */
    Link withoutExplicitZeros() {
        ExplicitZeros none = ExplicitZeros.NONE;
        LinkProcess process = meta.process();
        LinkMeta plain = meta.toBuilder()
                .explicitZeros(meta.hasProcess() ? new ExplicitZeros(Set.of("process")) : none)
                .process(new LinkProcess(process.name(), process.state()))
                .refs(meta.refs().stream()
                        .map(reference -> new LinkReference(reference.linkHash(), reference.process()))
                        .toList())
                .build();
        List<LinkSignature> plainSignatures = signatures.stream()
                .map(s -> new LinkSignature(s.version(), s.type(), s.payloadPath(), s.publicKey(), s.signature(), none))
                .toList();
        return new Link(version, data, plain, plainSignatures, hasMeta() ? new ExplicitZeros(Set.of("meta")) : none);
    }
}
