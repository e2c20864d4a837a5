package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of JSON that has one reading only: no duplicate keys, nested at most 128 deep, numbers of at most 1,000 characters with every digit kept. */
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(128)
                            .maxNumberLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /** @throws ProblemException 400 {@code body_malformed} */
    static ObjectNode object(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // Its message quotes the body.
            throw malformed("The body is not JSON, has a key twice, or nests deeper than 128"
                    + (e.getLocation() == null
                            ? "."
                            : " (line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr() + ")."));
        }
        throw malformed("The body must be one JSON object.");
    }

    /** @throws ProblemException 400 {@code body_malformed} where an object has another member */
    static void requireKnown(ObjectNode object, Set<String> members, String where) {
        for (String name : object.propertyNames()) {
            if (!members.contains(name)) {
                throw malformed("Unknown member in " + where + "; there are: "
                        + String.join(", ", members.stream().sorted().toList()) + ".");
            }
        }
    }

    static byte[] text(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(400, "body_malformed", detail);
    }
}
