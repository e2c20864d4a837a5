package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        Fields fields = new Fields("link");
        LinkBuffer link = new LinkBuffer();
        while (fields.next()) {
            switch (fields.name) {
                case "version" -> link.version = fields.text();
                case "data" -> link.data = fields.bytes();
                case "meta" -> {
                    link.meta = meta();
                    fields.messageSeen(link.meta.equals(LinkMeta.EMPTY), "meta");
                }
                case "signatures" -> link.signatures = list("signatures", this::signature);
                default -> in.skipChildren();
            }
        }
        return new Link(link.version, link.data, link.meta, link.signatures, fields.zeros());
    }

    Segment segment() {
        Fields fields = new Fields("segment");
        Optional<Link> link = Optional.empty();
        SegmentMeta meta = new SegmentMeta(Bytes.EMPTY, List.of());
        while (fields.next()) {
            switch (fields.name) {
                case "link" -> link = Optional.of(link());
                case "meta" -> meta = segmentMeta();
                default -> in.skipChildren();
            }
        }
        return new Segment(link, meta.linkHash(), meta.evidences());
    }

    private SegmentMeta segmentMeta() {
        Fields fields = new Fields("segment meta");
        Bytes linkHash = Bytes.EMPTY;
        List<Evidence> evidences = List.of();
        while (fields.next()) {
            switch (fields.name) {
                case "linkHash", "link_hash" -> linkHash = fields.bytes();
                case "evidences" -> evidences = list("evidences", this::evidence);
                default -> in.skipChildren();
            }
        }
        return new SegmentMeta(linkHash, evidences);
    }

    private Evidence evidence() {
        Fields fields = new Fields("evidence");
        String version = "";
        String backend = "";
        String provider = "";
        Bytes proof = Bytes.EMPTY;
        while (fields.next()) {
            switch (fields.name) {
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
        Fields fields = new Fields("meta");
        LinkMeta.Builder meta = new LinkMeta.Builder();
        while (fields.next()) {
            switch (fields.name) {
                case "clientId", "client_id" -> meta.clientId(fields.text("clientId"));
                case "prevLinkHash", "prev_link_hash" -> meta.prevLinkHash(fields.bytes("prevLinkHash"));
                case "priority" -> meta.priority(fields.number());
                case "refs" -> meta.refs(list("refs", this::reference));
                case "outDegree", "out_degree" -> meta.outDegree(fields.integer("outDegree"));
                case "process" -> {
                    LinkProcess process = process();
                    meta.process(process);
                    fields.messageSeen(process.equals(LinkProcess.EMPTY), "process");
                }
                case "mapId", "map_id" -> meta.mapId(fields.text("mapId"));
                case "action" -> meta.action(fields.text());
                case "step" -> meta.step(fields.text());
                case "tags" -> meta.tags(list("tags", () -> text("tags")));
                case "data" -> meta.data(fields.bytes());
                default -> in.skipChildren();
            }
        }
        return meta.explicitZeros(fields.zeros()).build();
    }

    private LinkProcess process() {
        Fields fields = new Fields("process");
        String name = "";
        String state = "";
        while (fields.next()) {
            switch (fields.name) {
                case "name" -> name = fields.text();
                case "state" -> state = fields.text();
                default -> in.skipChildren();
            }
        }
        return new LinkProcess(name, state, fields.zeros());
    }

    private LinkReference reference() {
        Fields fields = new Fields("refs");
        Bytes linkHash = Bytes.EMPTY;
        String process = "";
        while (fields.next()) {
            switch (fields.name) {
                case "linkHash", "link_hash" -> linkHash = fields.bytes("linkHash");
                case "process" -> process = fields.text();
                default -> in.skipChildren();
            }
        }
        return new LinkReference(linkHash, process, fields.zeros());
    }

    private LinkSignature signature() {
        Fields fields = new Fields("signatures");
        String version = "";
        String type = "";
        String path = "";
        Bytes key = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        while (fields.next()) {
            switch (fields.name) {
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
        require(in.currentToken() == JsonToken.START_ARRAY, what, "a list");
        List<T> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.get());
        }
        return list;
    }

    private String text(String what) {
        require(in.currentToken() == JsonToken.VALUE_STRING, what, "a text");
        String text = in.getString();
        // Protobuf has no form for half a surrogate pair, so such a link has no hash.
        require(isWellFormed(text), what, "well-formed Unicode");
        return text;
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || ++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw new FormatException(
                    "link-malformed",
                    what + " of a link must be " + expected,
                    in.currentTokenLocation().getByteOffset());
        }
    }

    private record SegmentMeta(Bytes linkHash, List<Evidence> evidences) {}

    private static final class LinkBuffer {
        private String version = "";
        private Bytes data = Bytes.EMPTY;
        private LinkMeta meta = LinkMeta.EMPTY;
        private List<LinkSignature> signatures = List.of();
    }

    /** The members of one message, and which of them were zero. */
    private final class Fields {
        private final String message;
        private Set<String> zeros = Set.of();
        private String name = "";

        Fields(String message) {
            this.message = message;
            require(in.currentToken() == JsonToken.START_OBJECT, message, "an object");
        }

        /** Moves to the next member's value, passing over those that are {@code null}. */
        boolean next() {
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                name = in.currentName();
                if (in.nextToken() != JsonToken.VALUE_NULL) {
                    return true;
                }
            }
            return false;
        }

        ExplicitZeros zeros() {
            return ExplicitZeros.of(zeros);
        }

        String text() {
            return text(name);
        }

        String text(String jsonName) {
            String text = LinkReader.this.text(message + "." + jsonName);
            zeroSeen(text.isEmpty(), jsonName);
            return text;
        }

        Bytes bytes() {
            return bytes(name);
        }

        Bytes bytes(String jsonName) {
            require(in.currentToken() == JsonToken.VALUE_STRING, message + "." + jsonName, "base64");
            Bytes bytes = Bytes.ofBase64(in.getString());
            zeroSeen(bytes.isEmpty(), jsonName);
            return bytes;
        }

        double number() {
            double number = LinkNumbers.number(in, message + "." + name);
            zeroSeen(Double.doubleToRawLongBits(number) == 0, name);
            return number;
        }

        int integer(String jsonName) {
            int integer = LinkNumbers.integer(in, message + "." + jsonName);
            zeroSeen(integer == 0, jsonName);
            return integer;
        }

        void messageSeen(boolean empty, String jsonName) {
            zeroSeen(empty, jsonName);
        }

        private void zeroSeen(boolean zero, String jsonName) {
            if (zero == zeros.contains(jsonName)) {
                return;
            }
            Set<String> changed = new HashSet<>(zeros);
            if (zero) {
                changed.add(jsonName);
            } else {
                changed.remove(jsonName);
            }
            zeros = changed;
        }
    }
}
