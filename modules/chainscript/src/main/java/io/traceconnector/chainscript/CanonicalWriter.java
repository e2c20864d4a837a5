package io.traceconnector.chainscript;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

    /** An object with one member more, whose value is written by itself; a member of the same name gives way. */
    void objectWith(ObjectNode object, String name, Runnable value) {
        boolean written = false;
        char separator = '{';
        for (Map.Entry<String, JsonNode> member : sorted(object)) {
            int order = CodePointOrder.compare(member.getKey(), name);
            if (order > 0 && !written) {
                separator = member(separator, name);
                value.run();
                written = true;
            }
            if (order != 0) {
                separator = member(separator, member.getKey());
                value(member.getValue());
            }
        }
        if (!written) {
            member(separator, name);
            value.run();
        }
        out.ascii('}');
    }

    private char member(char separator, String name) {
        out.ascii(separator);
        out.string(name);
        out.ascii(':');
        return ',';
    }

    private static Map.Entry<String, JsonNode>[] sorted(JsonNode object) {
        Set<Map.Entry<String, JsonNode>> properties = object.properties();
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map.Entry<String, JsonNode>[] members = properties.toArray(new Map.Entry[0]);
        Arrays.sort(members, (a, b) -> CodePointOrder.compare(a.getKey(), b.getKey()));
        return members;
    }

    private void object(JsonNode object) {
        Map.Entry<String, JsonNode>[] members = sorted(object);
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
