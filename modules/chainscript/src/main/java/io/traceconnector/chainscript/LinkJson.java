package io.traceconnector.chainscript;

import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * The wire form of links. Reading is lenient: unknown keys are ignored, protobuf names ({@code map_id}), URL-safe base64 and quoted
 * numbers are taken. Zero values that were written out are remembered, see {@link ExplicitZeros}. Every reader throws
 * {@link FormatException} with code {@code json-malformed}, {@code link-malformed} or {@code base64}.
 */
public final class LinkJson {
    private LinkJson() {}

    /** Reads one link and nothing behind it, without a tree. */
    public static Link read(byte[] json) {
        return Json.reading(() -> {
            try (JsonParser in = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
                return whole(in, new LinkReader(in)::link);
            }
        });
    }

    public static Link read(String json) {
        return Json.reading(() -> {
            try (JsonParser in = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
                return whole(in, new LinkReader(in)::link);
            }
        });
    }

    /** Reads the object that the parser stands on ({@code START_OBJECT}) and leaves it on the matching {@code END_OBJECT}. */
    public static Link read(JsonParser in) {
        return Json.reading(new LinkReader(in)::link);
    }

    public static Link read(JsonNode json) {
        return Json.reading(() -> {
            try (JsonParser in = json.traverse(ObjectReadContext.empty())) {
                return whole(in, new LinkReader(in)::link);
            }
        });
    }

    /** Reads {@code {"link":…,"meta":{"linkHash":base64,"evidences":[…]}}}. */
    public static Segment readSegment(JsonNode json) {
        return Json.reading(() -> {
            try (JsonParser in = json.traverse(ObjectReadContext.empty())) {
                return whole(in, new LinkReader(in)::segment);
            }
        });
    }

    /** Zero values are left out, except those received explicitly. */
    public static byte[] write(Link link) {
        return LinkPayload.whole(link);
    }

    public static JsonNode tree(Link link) {
        return Json.tree(write(link));
    }

    private static <T> T whole(JsonParser in, Supplier<T> reader) {
        in.nextToken();
        T value = reader.get();
        if (in.nextToken() != null) {
            throw new FormatException(
                    "json-malformed",
                    "text behind the JSON value",
                    in.currentTokenLocation().getByteOffset());
        }
        return value;
    }
}
