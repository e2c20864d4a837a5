package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.decrypt.GraphqlRequest.Kind;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class GraphqlRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "[{\"query\":\"{a}\"}]",
                "\"{a}\"",
                "{}",
                "{\"query\":null}",
                "{\"query\":[\"{a}\"]}",
                "{\"query\":\"{a}\"} {}",
                "{\"query\":\"{a}\",}",
                "{\"query\":\"{a}\",\"query\":\"{b}\"}",
                "{\"query\":\"{a}\",\"quer\\u0079\":\"{b}\"}",
                "{\"query\":\"{a}\",\"variables\":{\"x\":1,\"x\":2}}",
                "{\"query\":\"{a}\",\"variables\":{\"x\":[{\"y\":{\"z\":1,\"z\":2}}]}}",
                "{\"query\":\"{a}\",\"variables\":[]}",
                "{\"query\":\"{a}\",\"variables\":\"{}\"}",
                "{\"query\":\"{a}\",\"operationName\":1}",
                "{\"query\":\"{a}\",\"extensions\":\"x\"}",
                "{\"query\":\"{a}\",\"documentId\":\"x\"}"
            })
    void refusesABodyThatIsNotTheOneForm(String body) {
        assertRefused(body, "graphql_body_malformed");
    }

    @Test
    void refusesVariablesThatNestTooDeep() {
        assertRefused(
                "{\"query\":\"{a}\",\"variables\":{\"x\":" + "[".repeat(200) + "]".repeat(200) + "}}",
                "graphql_body_malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a | graphql_syntax",
                "'' | graphql_syntax",
                "{a} type T {x: Int} | graphql_invalid_document",
                "{...F} | graphql_invalid_document",
                "{...F} fragment F on T {b} fragment F on T {c} | graphql_invalid_document",
                "{...F} fragment F on T {a {...F}} | graphql_invalid_document",
                "{...F} fragment F on T {...G} fragment G on T {b {...F}} | graphql_invalid_document",
                "{a} {b} | graphql_invalid_document",
                "query A {a} query A {b} | graphql_invalid_document",
                "query A {a} query B {b} | graphql_operation_unknown",
                "fragment F on T {a} | graphql_operation_unknown",
                "query ($x: Int, $x: Int) {a} | graphql_invalid_document",
                "mutation ($x: J = $x) {createLink(input: $x) {a}} | graphql_syntax",
                "mutation {createLink(input: {link: {a: 1, a: 2}}) {a}} | graphql_invalid_document",
                "mutation {createLink(input: {link: 1, link: 2}) {a}} | graphql_invalid_document",
                "mutation {createLink(input: 1, input: 2) {a}} | graphql_invalid_document"
            })
    void refusesADocumentThatCanBeReadInTwoWays(String query, String code) {
        assertRefused(body(query), code);
    }

    @Test
    void refusesADocumentBeyondItsBounds() {
        assertRefused(body("{a" + " a".repeat(16_000) + "}"), "graphql_syntax");
        assertRefused(body("{" + "a{".repeat(1_000) + "a" + "}".repeat(1_001)), "graphql_syntax");
        assertRefused(body("{a}" + " ".repeat(100_000)), "graphql_syntax");
        StringBuilder chain = new StringBuilder("{...F0}");
        for (int i = 0; i < 300; i++) {
            chain.append(" fragment F")
                    .append(i)
                    .append(" on T {...F")
                    .append(i + 1)
                    .append('}');
        }
        assertRefused(body(chain + " fragment F300 on T {a}"), "graphql_invalid_document");
    }

    @Test
    void takesTheNamedOperationAndSendsNothingElse() {
        String query = "query A {a} mutation B($v: Int) {...F} fragment F on T {b} fragment Unused on T {privateKey}";
        GraphqlRequest request = GraphqlRequest.parse(("{\"operationName\":\"B\",\"query\":\"" + query
                        + "\",\"extensions\":{\"x\":1},\"variables\":{\"v\":1.50}}")
                .getBytes(UTF_8));
        assertThat(request.kind()).isEqualTo(Kind.MUTATION);
        assertThat(request.rootFields()).containsExactly("b");
        assertThat(request.namesAnywhere()).containsExactly("b");
        JsonNode sent = JsonMapper.shared().readTree(request.body());
        assertThat(sent.propertyNames()).containsExactly("query", "variables", "operationName");
        assertThat(sent.path("query").stringValue()).contains("mutation B").doesNotContain("privateKey", "query A");
        assertThat(new String(request.body(), UTF_8)).contains("{\"v\":1.50}");
    }

    @Test
    void sendsVariablesAsTheyWereGiven() {
        String body =
                "{\"query\":\"{a}\",\"variables\":{\"a\":\"\\uD800\",\"b\":1.50,\"c\":18446744073709551617,\"d\":0.12345678901234567891,\"é\":null}}";
        assertThat(new String(GraphqlRequest.parse(body.getBytes(UTF_8)).body(), UTF_8))
                .isEqualTo(body);
    }

    @Test
    void tellsTheKindOfTheOperation() {
        assertThat(AnswerTrial.request("{a}").kind()).isEqualTo(Kind.QUERY);
        assertThat(AnswerTrial.request("subscription {a}").kind()).isEqualTo(Kind.SUBSCRIPTION);
    }

    @Test
    void findsRealNamesWhateverHidesThem() {
        GraphqlRequest request =
                AnswerTrial.request("{x: a @skip(if: true) {me: b} ... @include(if: false) {c} ...F ...F}"
                        + " fragment F on Query {... on Query {d {e {...G}}}} fragment G on T {y: privateKey}");
        assertThat(request.rootFields()).containsExactlyInAnyOrder("a", "c", "d");
        assertThat(request.namesAnywhere()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "privateKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{workflowByRowId(rowId: \"2\\u0031\\\"1\", s: \"\"\"a \"b\" \\n\"\"\") {name}}",
                "query Q($id: BigInt! = 1, $f: [F!] = [{a: {b: [1.5e3, null, true, E]}}]) @d(x: $id) {w(id: $id, f: $f) @include(if: true) {n}}",
                "{a ... on T @skip(if: false) {b} ...F @x} fragment F on T @y {c(l: [], o: {})}"
            })
    void sendsADocumentThatReadsAsTheSame(String query) {
        GraphqlRequest once = AnswerTrial.request(query);
        String sent = JsonMapper.shared().readTree(once.body()).path("query").stringValue();
        GraphqlRequest twice = AnswerTrial.request(sent);
        assertThat(twice.document().operation().isEqualTo(once.document().operation()))
                .isTrue();
        assertThat(twice.body()).isEqualTo(once.body());
        assertThat(twice.document().operation().toString())
                .isEqualTo(once.document().operation().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mutation {createLink(input: {link: {a: [1, E], b: $v}}) {x}} | {\"v\":{\"c\":1}} | [{\"a\":[1,\"E\"],\"b\":{\"c\":1}}]",
                "mutation ($l: JSON!) {k: createLink(input: {link: $l, data: 1}) {x}} | {\"l\":{\"a\":1}} | [{\"a\":1}]",
                "mutation ($i: I!) {createLink(input: $i) {x}} | {\"i\":{\"link\":{\"a\":1}}} | [{\"a\":1}]",
                "mutation ($i: [I!]) {createLinks(input: $i) {x}} | {\"i\":[{\"link\":1},{\"link\":{}}]} | [1,{}]",
                "mutation ($i: I! = {link: 7}) {...F} fragment F on M {createLinks(input: $i) {x}} | {} | [7]",
                "mutation {createLinks(input: [{link: 1}, {data: 2}]) {x}} | {} | [1,null]",
                "mutation {a: createLink(input: {link: 1}) {x} b: createLink(input: $none) {x}} | {} | [1,null]",
                "mutation {createLink {x} ... @skip(if: true) {createLink(input: {link: 2}) {x}}} | {} | [null,2]",
                "mutation {addTags(input: {link: 1}) {x}} | {} | []",
                "{createLink(input: {link: 1}) {x}} | {} | []"
            })
    void resolvesTheLinksThatAMutationCreates(String query, String variables, String links) {
        String body = body(query).replaceFirst("}$", ",\"variables\":" + variables + "}");
        assertThat(GraphqlRequest.parse(body.getBytes(UTF_8)).linkInputs())
                .extracting(input -> input.link().toString())
                .containsExactlyInAnyOrderElementsOf(JsonMapper.shared().readTree(links).values().stream()
                        .map(JsonNode::toString)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutation {createLink(input: {link: \"MARK\", notify: {data: \"MARK\"}}) {trace {rowId}}}",
                "mutation ($l: JSON!) {k: createLink(input: {link: $l}) {trace {rowId}}}",
                "mutation ($l: JSON, $unused: JSON = \"MARK\") {createLink(input: {link: $l}) {trace {rowId}}}",
                "mutation ($l: JSON = \"MARK\") {...F} fragment F on Mutation {createLink(input: {link: $l}) {trace {rowId}}}",
                "mutation A {createLinks(input: [{link: \"MARK\"}]) {links {traceId}}} query B {x(a: \"MARK\") {y}}",
                "mutation {... on Mutation {createLink(input: {link: \"MARK\"}, input2: \"MARK\") {trace {rowId}}}} # MARK"
            })
    void replacesInputsAndLeavesNothingOfThemBehind(String query) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("query", query);
        body.putObject("variables").put("l", "MARK").put("undeclared", "MARK");
        if (query.contains("mutation A")) {
            body.put("operationName", "A");
        }
        GraphqlRequest request = GraphqlRequest.parse(body.toString().getBytes(UTF_8));
        ObjectNode input = JsonMapper.shared().createObjectNode().put("link", "SEALED");

        String sent = new String(request.bodyWith(List.of(input)), UTF_8);

        assertThat(sent).contains("SEALED").doesNotContain("MARK");
        GraphqlRequest again = GraphqlRequest.parse(sent.getBytes(UTF_8));
        assertThat(again.linkInputs())
                .extracting(found -> found.link().asString())
                .containsExactly("SEALED");
        assertThat(again.rootFields()).isEqualTo(request.rootFields());
    }

    @Test
    void keepsTheVariablesThatTheRestOfAMutationRefersTo() {
        String query = "mutation ($a: JSON!, $b: JSON!, $n: Int!) {"
                + "x: createLink(input: {link: $a}) {trace {links(first: $n) {totalCount}}} y: createLink(input: {link: $b}) {trace {rowId}}}";
        ObjectNode body = JsonMapper.shared().createObjectNode().put("query", query);
        body.putObject("variables").put("a", "MARK").put("b", "MARK").put("n", 3);
        GraphqlRequest request = GraphqlRequest.parse(body.toString().getBytes(UTF_8));

        JsonNode sent = JsonMapper.shared()
                .readTree(request.bodyWith(List.of(
                        JsonMapper.shared().createObjectNode().put("link", 1),
                        JsonMapper.shared().createObjectNode().put("link", 2))));

        assertThat(sent.path("variables").toString())
                .isEqualTo("{\"connectorInput0\":{\"link\":1},\"connectorInput1\":{\"link\":2},\"n\":3}");
        assertThat(sent.path("query").asString())
                .contains("$n:Int!", "x:createLink(input:$connectorInput0)", "y:createLink(input:$connectorInput1)");
    }

    @Test
    void refusesVariablesNamedLikeOurs() {
        GraphqlRequest request = AnswerTrial.request(
                "mutation ($connectorInput0: JSON) {createLink(input: {link: $connectorInput0}) {trace {rowId}}}");
        assertThatThrownBy(() -> request.bodyWith(List.of(JsonMapper.shared().createObjectNode())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("connectorInput");
    }

    @Test
    void namesNoContent() {
        GraphqlRequest request = AnswerTrial.request("mutation {createLink(input: {link: \"secret\"}) {x}}");
        assertThat(request.toString() + request.linkInputs()).doesNotContain("secret");
    }

    private static void assertRefused(String body, String code) {
        assertThatThrownBy(() -> GraphqlRequest.parse(body.getBytes(UTF_8)))
                .isInstanceOf(ProblemException.class)
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal.status()).isEqualTo(400);
                });
    }

    private static String body(String query) {
        return JsonMapper.shared()
                .writeValueAsString(JsonMapper.shared().createObjectNode().put("query", query));
    }
}
