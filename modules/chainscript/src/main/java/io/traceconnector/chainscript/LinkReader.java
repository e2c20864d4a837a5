package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads links off a token stream: unknown keys are skipped, {@code null} is absent, the last of two equal keys counts. */
final class LinkReader {
    private final JsonParser in;

    LinkReader(JsonParser in) {
        this.in = in;
    }

    /** Reads the object that the parser stands on, and leaves it at that object's end. */
    Link link() {
        MessageFields fields = new MessageFields(in, "link");
        LinkBuffer link = new LinkBuffer();
        while (fields.next()) {
            switch (fields.name()) {
                case "version" -> link.version = fields.text();
                case "data" -> link.data = fields.bytes();
                case "meta" -> {
                    link.meta = meta();
                    fields.zeroSeen(link.meta.equals(LinkMeta.EMPTY), "meta");
                }
                case "signatures" -> link.signatures = list("signatures", this::signature);
                default -> in.skipChildren();
            }
        }
        return new Link(link.version, link.data, link.meta, link.signatures, fields.zeros());
    }

    Segment segment() {
        MessageFields fields = new MessageFields(in, "segment");
        Optional<Link> link = Optional.empty();
        SegmentMeta meta = new SegmentMeta(Bytes.EMPTY, List.of());
        while (fields.next()) {
            switch (fields.name()) {
                case "link" -> link = Optional.of(link());
                case "meta" -> meta = segmentMeta();
                default -> in.skipChildren();
            }
        }
        return new Segment(link, meta.linkHash(), meta.evidences());
    }

    private SegmentMeta segmentMeta() {
        MessageFields fields = new MessageFields(in, "segment meta");
        Bytes linkHash = Bytes.EMPTY;
        List<Evidence> evidences = List.of();
        while (fields.next()) {
            switch (fields.name()) {
                case "linkHash", "link_hash" -> linkHash = fields.bytes();
                case "evidences" -> evidences = list("evidences", this::evidence);
                default -> in.skipChildren();
            }
        }
        return new SegmentMeta(linkHash, evidences);
    }

    private Evidence evidence() {
        MessageFields fields = new MessageFields(in, "evidence");
        String version = "";
        String backend = "";
        String provider = "";
        Bytes proof = Bytes.EMPTY;
        while (fields.next()) {
            switch (fields.name()) {
                case "version" -> version = fields.text();
                case "backend" -> backend = fields.text();
                case "provider" -> provider = fields.text();
                case "proof" -> proof = fields.bytes();
                default -> in.skipChildren();
            }
        }
        return new Evidence(version, backend, provider, proof);
    }

    private LinkMeta meta() {
        MessageFields fields = new MessageFields(in, "meta");
        LinkMeta.Builder meta = new LinkMeta.Builder();
        while (fields.next()) {
            switch (fields.name()) {
                case "clientId", "client_id" -> meta.clientId(fields.text("clientId"));
                case "prevLinkHash", "prev_link_hash" -> meta.prevLinkHash(fields.bytes("prevLinkHash"));
                case "priority" -> meta.priority(fields.number());
                case "refs" -> meta.refs(list("refs", this::reference));
                case "outDegree", "out_degree" -> meta.outDegree(fields.integer("outDegree"));
                case "process" -> {
                    LinkProcess process = process();
                    meta.process(process);
                    fields.zeroSeen(process.equals(LinkProcess.EMPTY), "process");
                }
                case "mapId", "map_id" -> meta.mapId(fields.text("mapId"));
                case "action" -> meta.action(fields.text());
                case "step" -> meta.step(fields.text());
                case "tags" -> meta.tags(list("tags", () -> MessageFields.text(in, "meta.tags")));
                case "data" -> meta.data(fields.bytes());
                default -> in.skipChildren();
            }
        }
        return meta.explicitZeros(fields.zeros()).build();
    }

    private LinkProcess process() {
        MessageFields fields = new MessageFields(in, "process");
        String name = "";
        String state = "";
        while (fields.next()) {
            switch (fields.name()) {
                case "name" -> name = fields.text();
                case "state" -> state = fields.text();
                default -> in.skipChildren();
            }
        }
        return new LinkProcess(name, state, fields.zeros());
    }

    private LinkReference reference() {
        MessageFields fields = new MessageFields(in, "refs");
        Bytes linkHash = Bytes.EMPTY;
        String process = "";
        while (fields.next()) {
            switch (fields.name()) {
                case "linkHash", "link_hash" -> linkHash = fields.bytes("linkHash");
                case "process" -> process = fields.text();
                default -> in.skipChildren();
            }
        }
        return new LinkReference(linkHash, process, fields.zeros());
    }

    private LinkSignature signature() {
        MessageFields fields = new MessageFields(in, "signatures");
        String version = "";
        String type = "";
        String path = "";
        Bytes key = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        while (fields.next()) {
            switch (fields.name()) {
                case "version" -> version = fields.text();
                case "type" -> type = fields.text();
                case "payloadPath", "payload_path" -> path = fields.text("payloadPath");
                case "publicKey", "public_key" -> key = fields.bytes("publicKey");
                case "signature" -> signature = fields.bytes();
                default -> in.skipChildren();
            }
        }
        return new LinkSignature(version, type, path, key, signature, fields.zeros());
    }

    private <T> List<T> list(String what, Supplier<T> element) {
        MessageFields.require(in, in.currentToken() == JsonToken.START_ARRAY, what, "a list");
        List<T> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.get());
        }
        return list;
    }

    private record SegmentMeta(Bytes linkHash, List<Evidence> evidences) {}

    private static final class LinkBuffer {
        private String version = "";
        private Bytes data = Bytes.EMPTY;
        private LinkMeta meta = LinkMeta.EMPTY;
        private List<LinkSignature> signatures = List.of();
    }
}
