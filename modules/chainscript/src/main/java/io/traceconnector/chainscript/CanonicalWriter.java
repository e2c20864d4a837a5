package io.traceconnector.chainscript;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Writes a tree canonically. */
final class CanonicalWriter {
    private final CanonicalSink out;
    private final CanonicalNumber numbers;
    private int depth;

    CanonicalWriter(CanonicalSink out) {
        this.out = out;
        numbers = new CanonicalNumber(out);
    }

    void value(JsonNode node) {
        switch (node.getNodeType()) {
            case NULL -> out.ascii("null");
            case BOOLEAN -> out.ascii(node.booleanValue() ? "true" : "false");
            case STRING -> out.string(node.stringValue());
            case NUMBER -> number(node);
            case ARRAY -> nested(() -> array(node));
            case OBJECT -> nested(() -> object(node));
            case BINARY, MISSING, POJO -> throw new FormatException("json-type", "a value that JSON does not have");
        }
    }

    private void number(JsonNode node) {
        if (node.isFloat() || node.isDouble()) {
            if (!Double.isFinite(node.doubleValue())) {
                throw new FormatException("json-number", "a number that is not finite");
            }
            if (node.isDouble()) {
                numbers.append(node.doubleValue());
                return;
            }
        }
        numbers.append(node.asString());
    }

    private void nested(Runnable content) {
        if (++depth > Json.MAX_DEPTH) {
            throw new FormatException("json-depth", "JSON nested deeper than " + Json.MAX_DEPTH);
        }
        content.run();
        depth--;
    }

    private void array(JsonNode array) {
        out.ascii('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            value(array.get(i));
        }
        out.ascii(']');
    }

    private void object(JsonNode object) {
        Set<Map.Entry<String, JsonNode>> properties = object.properties();
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<String, JsonNode>[] members = properties.toArray(new Map.Entry[0]);
        Arrays.sort(members, (a, b) -> CodePointOrder.compare(a.getKey(), b.getKey()));
        out.ascii('{');
        for (int i = 0; i < members.length; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            out.string(members[i].getKey());
            out.ascii(':');
            value(members[i].getValue());
        }
        out.ascii('}');
    }
}
