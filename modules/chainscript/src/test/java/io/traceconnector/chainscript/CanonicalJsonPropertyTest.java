package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CanonicalJsonPropertyTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property
    void isIdempotent(@ForAll("values") JsonNode value) {
        byte[] once = CanonicalJson.write(value);
        assertThat(CanonicalJson.canonicalize(once)).isEqualTo(once);
        assertThat(CanonicalText.canonicalize(new String(once, UTF_8))).isEqualTo(once);
    }

    @Property
    void doesNotDependOnHowTheInputIsSpelled(@ForAll("values") JsonNode value) {
        byte[] canonical = CanonicalJson.write(value);
        assertThat(CanonicalJson.canonicalize(value.toPrettyString())).isEqualTo(new String(canonical, UTF_8));
    }

    @Property
    void writesTextAndTreeAlike(@ForAll("values") JsonNode value) {
        String text = value.toString();
        JsonNode tree;
        try {
            tree = Json.tree(text);
        } catch (FormatException e) {
            // The tree's reader refuses half a surrogate pair in a name.
            return;
        }
        assertThat(CanonicalJson.write(tree)).isEqualTo(CanonicalText.canonicalize(text));
    }

    @Property
    void keepsEveryNumbersValue(@ForAll @Scale(30) @BigRange(min = "-1e30", max = "1e30") BigDecimal number) {
        String canonical = CanonicalJson.canonicalize(number.toString());
        assertThat(new BigDecimal(canonical)).isEqualByComparingTo(number);
        assertThat(canonical).isEqualTo(CanonicalJson.canonicalize(number.toPlainString()));
    }

    @Property
    void sortsKeysByCodePoint(@ForAll("names") String one, @ForAll("names") String other) {
        int order =
                Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
        assertThat(Integer.signum(CodePointOrder.compare(one, other))).isEqualTo(Integer.signum(order));
        ObjectNode object = NODES.objectNode().put(one, 1).put(other, 2);
        String expected = order < 0 ? one : other;
        assertThat(CanonicalJson.canonicalize(object.toString()))
                .startsWith("{"
                        + CanonicalJson.canonicalize(NODES.stringNode(expected).toString()));
    }

    /** Texts that often share a beginning, of characters where the order of code points is not that of UTF-16. */
    @Provide
    static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars('a', '\ud7ff', '\ud83d', '\ud83e', '\ude00', '\ude01', '\ue000', '\uffff')
                .ofMaxLength(4);
    }

    @Provide
    static Arbitrary<JsonNode> values() {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                texts().map(NODES::stringNode),
                Arbitraries.bigDecimals().ofScale(25).map(NODES::numberNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.of(NODES.nullNode(), NODES.booleanNode(true), NODES.booleanNode(false)));
        // The edge cases of nested values are too many to be listed.
        return Arbitraries.recursive(() -> scalars.withoutEdgeCases(), CanonicalJsonPropertyTest::nested, 0, 3);
    }

    private static Arbitrary<JsonNode> nested(Arbitrary<JsonNode> values) {
        Arbitrary<JsonNode> lists =
                values.list().ofMaxSize(4).map(list -> NODES.arrayNode().addAll(list));
        Arbitrary<JsonNode> objects = Arbitraries.maps(texts(), values)
                .ofMaxSize(4)
                .map(map -> {
                    ObjectNode object = NODES.objectNode();
                    map.forEach(object::set);
                    return object;
                });
        return Arbitraries.oneOf(values, lists, objects).withoutEdgeCases();
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\0', '\uffff').ofMaxLength(12);
    }
}
