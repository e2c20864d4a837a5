package io.traceconnector.chainscript;

import java.util.IdentityHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** A link's JSON as a payload path sees it. */
final class LinkTree {
    private static final JsonNode TEXT = StringNode.valueOf("");
    private static final JsonNode NUMBER = IntNode.valueOf(0);
    private static final Map<String, JsonNode> LINK = Map.of("version", TEXT);
    private static final Map<String, JsonNode> META = Map.of(
            "clientId", TEXT, "priority", NUMBER, "outDegree", NUMBER, "mapId", TEXT, "action", TEXT, "step", TEXT);
    private static final Map<String, JsonNode> PROCESS = Map.of("name", TEXT, "state", TEXT);
    private static final Map<String, JsonNode> REFERENCE = Map.of("process", TEXT);
    private static final Map<String, JsonNode> SIGNATURE = Map.of("version", TEXT, "type", TEXT, "payloadPath", TEXT);

    private final JsonNode root;
    private final IdentityHashMap<JsonNode, Map<String, JsonNode>> defaults = new IdentityHashMap<>();

    private LinkTree(JsonNode root) {
        this.root = root;
    }

    static LinkTree of(Link link, PayloadView view) {
        if (view == PayloadView.AS_RECEIVED) {
            return new LinkTree(LinkJson.tree(link));
        }
        LinkTree tree = new LinkTree(LinkJson.tree(link.withoutExplicitZeros()));
        tree.defaults.put(tree.root, LINK);
        JsonNode meta = tree.root.path("meta");
        tree.defaults.put(meta, META);
        tree.defaults.put(meta.path("process"), PROCESS);
        meta.path("refs").forEach(reference -> tree.defaults.put(reference, REFERENCE));
        tree.root.path("signatures").forEach(signature -> tree.defaults.put(signature, SIGNATURE));
        return tree;
    }

    JsonNode root() {
        return root;
    }

    /** What a path gets that names a member which the object does not have. */
    JsonNode absent(JsonNode object, String name) {
        return defaults.getOrDefault(object, Map.of()).getOrDefault(name, NullNode.getInstance());
    }
}
