package io.traceconnector.search.answer;

import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.query.Expression;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says of each part of a query whether and how well a link matches it. Written along the query as it was asked: Lucene's own account would tell
 * into how many words a pattern was resolved, and so what others' links hold; of it only the weighing of words is passed on.
 */
final class Explanations {

    private static final Pattern DOCUMENT = Pattern.compile(" in \\d+\\b");
    private static final Pattern FIELD_CODE = Pattern.compile("(?<![\\w:])[tk]:(?=\\S)");

    private final IndexSearcher searcher;
    private final QueryCompiler compiler;

    Explanations(IndexSearcher searcher, QueryCompiler compiler) {
        this.searcher = searcher;
        this.compiler = compiler;
    }

    JsonNode of(Expression expression, int document) throws IOException {
        return part(expression, document, compiler);
    }

    private ObjectNode part(Expression expression, int document, QueryCompiler as) throws IOException {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("query", expression.text());
        Optional<Query> query = as.part(expression);
        if (query.isEmpty()) {
            return node.put("ignored", true);
        }
        Explanation explanation = searcher.explain(query.get(), document);
        node.put("matches", explanation.isMatch());
        node.put("score", explanation.getValue().floatValue());
        switch (expression) {
            case Expression.Combined combined -> {
                parts(node, "required", combined.required(), document, as);
                parts(node, "optional", combined.optional(), document, as);
                parts(node, "excluded", combined.excluded(), document, as.strict());
            }
            case Expression.Boosted boosted -> node.set("boosted", part(boosted.expression(), document, as));
            case Expression.Words words ->
                weighing(words, document).ifPresent(weighed -> node.set("weighing", weighed));
            default -> {
                // matches or not, all with one score
            }
        }
        return node;
    }

    private void parts(ObjectNode node, String name, List<Expression> parts, int document, QueryCompiler as)
            throws IOException {
        if (!parts.isEmpty()) {
            ArrayNode list = node.putArray(name);
            for (Expression part : parts) {
                list.add(part(part, document, as));
            }
        }
    }

    private Optional<JsonNode> weighing(Expression.Words words, int document) throws IOException {
        Optional<Query> exact = compiler.strict().part(words);
        return exact.isEmpty() ? Optional.empty() : weight(searcher.explain(exact.get(), document));
    }

    private static Optional<JsonNode> weight(Explanation explanation) {
        if (explanation.getDescription().startsWith("weight(")) {
            return Optional.of(json(explanation));
        }
        for (Explanation detail : explanation.getDetails()) {
            Optional<JsonNode> found = weight(detail);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static ObjectNode json(Explanation explanation) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("value", explanation.getValue().doubleValue());
        node.put("reason", readable(explanation.getDescription()));
        if (explanation.getDetails().length > 0) {
            ArrayNode details = node.putArray("details");
            for (Explanation detail : explanation.getDetails()) {
                details.add(json(detail));
            }
        }
        return node;
    }

    /** Without the document's number, which tells how many others there are. */
    private static String readable(String description) {
        String text = DOCUMENT.matcher(description).replaceAll("");
        return FIELD_CODE.matcher(text).replaceAll("").replace(FieldNames.WORDS + ":", "");
    }
}
