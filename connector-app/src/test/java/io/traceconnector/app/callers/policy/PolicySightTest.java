package io.traceconnector.app.callers.policy;

import static io.traceconnector.app.callers.policy.TestingPolicies.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Condition;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.FieldRule.Effect;
import io.traceconnector.api.GeneratedLinks;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class PolicySightTest {

    private static final FieldHash HASH = hash("acme");
    private static final Payload.Closed CLOSED = new Payload.Closed(Payload.Reason.UNDECRYPTABLE);

    private static FieldHash hash(String tenant) {
        return new FieldHash(FieldKeys.derived(new byte[32]).of(new TenantId(tenant)));
    }

    private static FieldRule rule(String field, Effect effect) {
        return new FieldRule(Set.of(), field, effect);
    }

    private static String shown(String data, FieldRule... rules) {
        return shown(HASH, data, rules);
    }

    private static String shown(FieldHash hash, String data, FieldRule... rules) {
        Segment link = new PolicySight(Condition.everything(), List.of(rules), hash)
                .of(link("7", data))
                .orElseThrow();
        return ((Payload.Opened) link.payload()).data().text();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "DENY | a | {\"a\":1,\"b\":2} | {\"b\":2}",
                "MASK | a | {\"a\":1,\"b\":2} | {\"a\":\"***\",\"b\":2}",
                "DENY | a | {\"a\":{\"x\":[1]},\"b\":2} | {\"b\":2}",
                "MASK | a | {\"a\":{\"x\":[1]},\"b\":2} | {\"a\":\"***\",\"b\":2}",
                "DENY | a.x | {\"a\":[{\"x\":1,\"y\":2},[{\"x\":3}]]} | {\"a\":[{\"y\":2},[{}]]}",
                "MASK | a.x | {\"a\":[{\"x\":1,\"y\":2}]} | {\"a\":[{\"x\":\"***\",\"y\":2}]}",
                "DENY | a.x | {\"a.x\":1,\"a\":{\"x\":2},\"ax\":3} | {\"a\":{},\"ax\":3}",
                "DENY | a | {\"a\":1,\"ab\":2,\"a.b\":3,\"b\":{\"a\":4}} | {\"ab\":2,\"b\":{\"a\":4}}",
                "DENY | x | {\"\":{\"x\":1}} | {\"\":{}}",
                "DENY | * | {\"a\":1} | null",
                "MASK | * | {\"a\":1} | \"***\"",
                "DENY | * | [1,2] | null",
                "DENY | data.link | {\"link\":{\"x\":1},\"a\":2} | {\"a\":2}",
                "DENY | data.link | {\"link\":1} | {}",
                "DENY | a | [{\"a\":1},{\"b\":2}] | [{},{\"b\":2}]",
                "DENY | a | \"a\" | \"a\"",
                "DENY | z | {\"a\":1E400,\"b\":0.10000000000000001,\"c\":-0,\"d\":\"é\\u0000\"} | {\"a\":1E400,\"b\":0.10000000000000001,\"c\":-0,\"d\":\"é\\u0000\"}"
            })
    void hidesWhatARuleNamesAndKeepsTheRestAsItIs(Effect effect, String field, String data, String shown) {
        assertThat(shown(data, rule(field, effect))).isEqualTo(shown);
    }

    @Test
    void hashesAreTheSameForEqualValuesOfATenantAndTellNothingElse() {
        String one = shown("{\"a\":{\"x\":1,\"y\":[\"b\"]}}", rule("a", Effect.HASH));

        assertThat(one).matches("\\{\"a\":\"hash:[0-9a-f]{32}\"}");
        assertThat(shown("{\"a\": {\"y\":[\"b\"], \"x\":1.0}}", rule("a", Effect.HASH)))
                .isEqualTo(one);
        assertThat(shown("{\"a\":{\"x\":1,\"y\":[\"c\"]}}", rule("a", Effect.HASH)))
                .isNotEqualTo(one);
        assertThat(shown(hash("other"), "{\"a\":{\"x\":1,\"y\":[\"b\"]}}", rule("a", Effect.HASH)))
                .isNotEqualTo(one);
    }

    @Test
    void theMostHidingRuleWins() {
        String data = "{\"a\":{\"b\":1}}";

        assertThat(shown(data, rule("a", Effect.HASH), rule("a", Effect.MASK), rule("a", Effect.DENY)))
                .isEqualTo("{}");
        assertThat(shown(data, rule("a", Effect.HASH), rule("a", Effect.MASK))).isEqualTo("{\"a\":\"***\"}");
        // The hash of what holds a denied value would tell whether two such values are equal.
        assertThat(shown(data, rule("a", Effect.HASH), rule("a.b", Effect.DENY)))
                .isEqualTo("{\"a\":\"***\"}");
        assertThat(shown(data, rule("*", Effect.HASH), rule("a.b", Effect.DENY)))
                .isEqualTo("\"***\"");
        assertThat(shown(data, rule("a", Effect.MASK), rule("a.b", Effect.DENY)))
                .isEqualTo("{\"a\":\"***\"}");
    }

    @Test
    void aRuleOfAnotherWorkflowHidesNothing() {
        FieldRule other = new FieldRule(Set.of(new WorkflowId("8")), "a", Effect.DENY);

        assertThat(shown("{\"a\":1}", other)).isEqualTo("{\"a\":1}");
        assertThat(shown("{\"a\":1}", new FieldRule(Set.of(new WorkflowId("7")), "a", Effect.DENY)))
                .isEqualTo("{}");
    }

    @Test
    void aLinkThatIsNotOpenIsShownToWhomNoRuleOverDataConcerns() {
        Segment closed = link("7", CLOSED);
        Condition europe = new Condition.OneOf("region", Set.of("EU"));
        List<FieldRule> hidden = List.of(rule("*", Effect.DENY));

        assertThat(new PolicySight(Condition.everything(), hidden, HASH).of(closed))
                .contains(closed);
        assertThat(new PolicySight(new Condition.OneOf("link.workflow", Set.of("7")), hidden, HASH).of(closed))
                .contains(closed);
        assertThat(new PolicySight(europe, List.of(), HASH).of(closed)).isEmpty();
        assertThat(new PolicySight(new Condition.Not(europe), List.of(), HASH).of(closed))
                .isEmpty();
    }

    @Test
    void dataThatCannotBeReadThroughIsNotSeenByWhomARuleConcerns() {
        Segment deep = link("7", "{\"z\":" + "[".repeat(600) + "]".repeat(600) + "}");

        assertThat(new PolicySight(Condition.everything(), List.of(), HASH).of(deep))
                .contains(deep);
        assertThat(new PolicySight(Condition.everything(), List.of(rule("a", Effect.DENY)), HASH).of(deep))
                .isEmpty();
        assertThat(new PolicySight(new Condition.Not(new Condition.Present("a")), List.of(), HASH).of(deep))
                .isEmpty();
    }

    @Test
    void plainDataIsHiddenToo() {
        Segment link = link("7", new Payload.Plain(Json.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8))));

        Optional<Segment> shown =
                new PolicySight(Condition.everything(), List.of(rule("a", Effect.DENY)), HASH).of(link);

        assertThat(shown.orElseThrow().payload())
                .isEqualTo(new Payload.Plain(Json.of("{}".getBytes(StandardCharsets.UTF_8))));
    }

    /** Whatever the rules: what is shown has no value under a hidden name, all other values are there, and rows hold. */
    @Test
    void noValueUnderAHiddenNameIsEverShown() {
        int hidden = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            GeneratedLinks generated = new GeneratedLinks(new Random(seed));
            Segment link = generated.link();
            List<FieldRule> rules = new ArrayList<>();
            for (int i = seed % 4; i >= 0; i--) {
                rules.add(generated.fieldRule());
            }
            PolicySight sight =
                    new PolicySight(seed % 2 == 0 ? Condition.everything() : generated.condition(), rules, HASH);
            Optional<Segment> shown = sight.of(link);
            if (shown.isEmpty() || !LinkValues.of(link).readable()) {
                continue;
            }
            LinkValues before = LinkValues.of(link);
            LinkValues after = LinkValues.of(shown.get());
            assertThat(before.pass(sight.rows())).isTrue();
            assertThat(after.readable()).isTrue();
            for (String field : GeneratedLinks.fields()) {
                if (field.startsWith("link")) {
                    continue;
                }
                boolean covered =
                        rules.stream().anyMatch(rule -> rule.covers(link.feed().workflow(), field));
                hidden += covered && !before.of(field).isEmpty() ? 1 : 0;
                if (covered) {
                    assertThat(after.of(field))
                            .as("seed %s, field %s", seed, field)
                            .allMatch(value ->
                                    value.equals("***") || value.toString().startsWith("hash:"));
                } else {
                    assertThat(after.of(field))
                            .as("seed %s, field %s", seed, field)
                            .isEqualTo(before.of(field));
                }
            }
        }
        assertThat(hidden).isGreaterThan(200);
    }

    @Test
    void aSecretUnderAHiddenNameIsInNoByteOfWhatIsShown() {
        String secret = "CANARY";
        List<Effect> effects = List.of(Effect.values());
        for (int seed = 0; seed < 2_000; seed++) {
            GeneratedLinks generated = new GeneratedLinks(new Random(seed));
            String around = generated.data().text();
            if (!around.startsWith("{") || around.startsWith("{\"a\":\"EU\"")) {
                continue;
            }
            String name = JsonMapper.shared().writeValueAsString("secret" + seed % 3);
            String data =
                    "{\"list\":[" + around + ",{" + name + ":{\"deep\":[\"" + secret + "\",{\"" + secret + "\":1}]}}]}";
            FieldRule rule = rule("list.secret" + seed % 3 + (seed % 2 == 0 ? "" : ".deep"), effects.get(seed % 3));

            assertThat(shown(data, rule)).doesNotContain(secret);
            assertThat(shown(data, rule("list.other", Effect.DENY))).contains(secret);
        }
    }
}
