package io.traceconnector.search.answer;

import io.traceconnector.search.index.FieldNames;
import java.util.regex.Pattern;
import org.apache.lucene.search.Explanation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says why a link matched and how its score came about, with fields named as they are asked for. */
final class Explanations {

    /** Deeper reasons are left out. */
    private static final int DEPTH = 12;

    private static final Pattern DOCUMENT = Pattern.compile(" in \\d+\\b");
    private static final Pattern FIELD_CODE = Pattern.compile("\\b[tkndbrp]:(?=\\S)");

    private Explanations() {}

    static JsonNode json(Explanation explanation) {
        return json(explanation, 0);
    }

    private static ObjectNode json(Explanation explanation, int depth) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("matches", explanation.isMatch());
        node.put("value", explanation.getValue().doubleValue());
        node.put("reason", readable(explanation.getDescription()));
        if (depth < DEPTH && explanation.getDetails().length > 0) {
            ArrayNode details = node.putArray("details");
            for (Explanation detail : explanation.getDetails()) {
                details.add(json(detail, depth + 1));
            }
        }
        return node;
    }

    /** Without numbers of documents, which tell how many others there are. */
    private static String readable(String description) {
        String text = DOCUMENT.matcher(description).replaceAll("");
        return FIELD_CODE.matcher(text).replaceAll("").replace(FieldNames.WORDS + ":", "");
    }
}
