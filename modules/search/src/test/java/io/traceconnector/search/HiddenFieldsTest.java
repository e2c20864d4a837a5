package io.traceconnector.search;

import static io.traceconnector.search.FakeSight.deny;
import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static io.traceconnector.search.TestingSearch.seeing;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Caller;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A field that is hidden from a caller is not there, whichever way it is looked for; one that sees it finds it in the same way. */
class HiddenFieldsTest {

    private static final Caller BLIND = seeing(ALPHA, FakeSight.without(deny("customer")));
    /** Hidden in workflow 8 only. */
    private static final Caller HALF_BLIND = seeing(ALPHA, FakeSight.without(deny("customer", "8")));

    @TempDir
    Path directory;

    TestingSearch search;

    @BeforeEach
    void open() {
        search = TestingSearch.open(directory)
                .feed(
                        link(
                                1,
                                "{\"customer\":{\"name\":\"Canary Ltd\",\"rank\":7,\"since\":\"2020-01-01\",\"vip\":true},"
                                        + "\"notes\":\"pump seal\"}"),
                        link(
                                        2,
                                        "{\"customer\":{\"name\":\"Canary Inc\",\"rank\":3,\"since\":\"2021-01-01\",\"vip\":false},"
                                                + "\"notes\":\"pump\"}")
                                .workflow("8"));
    }

    @AfterEach
    void close() {
        search.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "Canary~", "cana*", "c?nary", "\"Canary Ltd\"", "canory", "7", "canary -nothing"})
    void findsNoneOfItsWordsWithoutNamingIt(String query) {
        assertThat(search.foundBy(ALPHA, query)).contains(1);
        assertThat(search.foundBy(BLIND, query)).isEmpty();
        assertThat(search.foundBy(HALF_BLIND, query)).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes:pump", "pump", "pu*", "pomp~", "\"pump\"", "pomp", "-canary", "NOT customary"})
    void findsTheOthers(String query) {
        assertThat(search.foundBy(BLIND, query)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer.name:canary",
                "customer.name:\"Canary Ltd\"",
                "customer.name:*",
                "customer.name:c*",
                "customer.name:canory~",
                "customer.name:[A TO Z]",
                "customer.rank:7",
                "customer.rank:[1 TO 9]",
                "customer.since:2020",
                "customer.since:>=2019",
                "customer.vip:true"
            })
    void isAsUnknownAsANameThatNeverWas(String query) {
        assertThat(search.foundBy(ALPHA, query)).contains(1);
        String never = query.replace("customer.", "kustomer.");
        assertThat(refusal(BLIND, "q", query).replace("customer.", "kustomer.")).isEqualTo(refusal(BLIND, "q", never));
        assertThat(refusal(BLIND, "q", query)).startsWith("unknown_field");
        assertThat(search.foundBy(HALF_BLIND, query)).containsExactly(1);
        assertThat(search.foundBy(HALF_BLIND, "*:* -" + query)).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort", "facet"})
    void canNeitherBeSortedByNorCounted(String parameter) {
        for (String field : new String[] {"customer.name", "customer.rank", "customer.since", "customer.vip"}) {
            assertThat(search.get(ALPHA, "q", "*:*", parameter, field)
                            .get("total")
                            .asInt())
                    .isEqualTo(2);
            assertThat(refusal(BLIND, "q", "*:*", parameter, field)).startsWith("unknown_field");
        }
    }

    @Test
    void isMissingInSortAndFacetsWhereItIsHidden() {
        for (String field : new String[] {"customer.name", "customer.rank", "customer.since", "customer.vip"}) {
            for (String order : new String[] {"", "-"}) {
                assertThat(TestingSearch.inOrder(search.get(HALF_BLIND, "q", "*:*", "sort", order + field)))
                        .as(order + field)
                        .containsExactly(1, 2);
            }
            JsonNode seen = search.get(HALF_BLIND, "q", "*:*", "facet", field).get("facets");
            assertThat(seen.get(field).get("buckets")).hasSize(1);
            assertThat(search.get(ALPHA, "q", "*:*", "facet", field)
                            .get("facets")
                            .get(field)
                            .get("buckets"))
                    .hasSize(2);
        }
        assertThat(TestingSearch.inOrder(search.get(ALPHA, "q", "*:*", "sort", "customer.rank")))
                .containsExactly(2, 1);
    }

    @Test
    void countsNoRangesOfWhatIsHidden() {
        String body = "{'facets':{'f':{'field':'customer.rank','ranges':[{'from':0,'to':100}]}}}";
        assertThat(search.post(ALPHA, body).get("facets").toString()).contains("\"count\":2");
        assertThat(search.post(HALF_BLIND, body).get("facets").toString()).contains("\"count\":1");
    }

    @Test
    void isNotAmongTheFields() {
        assertThat(search.fields(ALPHA).toString()).contains("customer.name");
        assertThat(search.fields(BLIND).toString()).doesNotContain("customer").contains("notes");
        for (JsonNode field : search.fields(HALF_BLIND).get("fields")) {
            if (field.get("name").asString().startsWith("customer")) {
                assertThat(field.get("types").toString()).contains(":1").doesNotContain(":2");
            }
        }
    }

    @Test
    void isNotSuggested() {
        assertThat(search.refusal(ALPHA, "q", "custamer.name:x").members())
                .containsEntry("suggestion", "customer.name");
        assertThat(refusal(BLIND, "q", "custamer.name:x")).doesNotContain("customer");
    }

    @ParameterizedTest
    @EnumSource(FieldRule.Effect.class)
    void isShownNowhereInAnAnswer(FieldRule.Effect effect) {
        Caller caller = seeing(ALPHA, FakeSight.without(FakeSight.rule(effect, "customer")));
        String body = "{'query':{'or':['canary','pump']},'highlight':true,'explain':true}";
        assertThat(search.post(ALPHA, body).toString().toLowerCase(java.util.Locale.ROOT))
                .contains("<em>canary</em>");
        JsonNode answer = search.post(caller, body);
        assertThat(answer.get("total").asInt()).isEqualTo(2);
        String text = answer.toString();
        assertThat(text).contains("<em>pump</em>").doesNotContain("Canary", "<em>canary", "2020-01-01");
        answer.get("hits")
                .forEach(
                        hit -> assertThat(hit.get("highlights").propertyNames()).containsExactly("notes"));
    }

    @Test
    void doesNotWeigh() {
        // Were the hidden words counted, "rare" would be found in two links and weigh less, or link 3 would be longer.
        search.feed(
                link(3, "{\"notes\":\"rare\"}"), link(4, "{\"customer\":{\"name\":\"rare\"},\"notes\":\"common\"}"));
        JsonNode before = search.get(BLIND, "q", "rare");
        search.feed(link(4, "{\"customer\":{\"name\":\"other\"},\"notes\":\"common\"}"));
        JsonNode after = search.get(BLIND, "q", "rare");
        assertThat(before.get("hits").get(0).get("score"))
                .isEqualTo(after.get("hits").get(0).get("score"));
        assertThat(before.get("total").asInt()).isEqualTo(1);
    }

    @Test
    void isHiddenTooWhereTheIndexHasLeftItOut(@TempDir Path small) {
        try (TestingSearch few = TestingSearch.open(small, TestingSearch.config(Map.of(), 1), Clock.systemUTC())) {
            few.feed(link(1, "{\"a\":1,\"customer\":\"canary\"}"));
            assertThat(few.refusal(ALPHA, "q", "customer:canary").getMessage()).contains("too many fields");
            ProblemException hidden = few.refusal(BLIND, "q", "customer:canary");
            assertThat(hidden.code()).isEqualTo("unknown_field");
            assertThat(few.fields(ALPHA).toString()).contains("customer");
            assertThat(few.fields(BLIND).toString()).doesNotContain("customer");
            assertThat(few.foundBy(ALPHA, "canary")).containsExactly(1);
            assertThat(few.foundBy(BLIND, "canary")).isEmpty();
        }
    }

    @Test
    void mayBeWhatTheRowsAreChosenBy() {
        Caller caller = seeing(
                ALPHA,
                new FakeSight(
                        new io.traceconnector.api.Condition.Is("customer.vip", true),
                        java.util.List.of(deny("customer"))));
        assertThat(search.foundBy(caller, "*:*")).containsExactly(1);
        assertThat(refusal(caller, "q", "customer.vip:true")).startsWith("unknown_field");
    }

    @Test
    void hidesTheDatasOwnLinkObjectUnderEitherName() {
        search.feed(link(5, "{\"link\":{\"code\":\"kestrel\"}}"));
        assertThat(search.foundBy(ALPHA, "data.link.code:kestrel")).containsExactly(5);
        for (String name : new String[] {"data.link.code", "data.link", "link", "link.code", "*"}) {
            Caller caller = seeing(ALPHA, FakeSight.without(deny(name)));
            assertThat(search.foundBy(caller, "kestrel")).as(name).isEmpty();
            assertThat(refusal(caller, "q", "data.link.code:kestrel")).startsWith("unknown_field");
        }
    }

    @Test
    void findsLinksByTheirOwnWordsWhateverIsHidden() {
        search.feed(link(6, "{}").trace("some-trace", 1).tagged("Very urgent"));
        Caller caller = seeing(ALPHA, FakeSight.without(deny("*")));
        assertThat(search.foundBy(caller, "urgent")).containsExactly(6);
        assertThat(search.foundBy(caller, "some-trace")).containsExactly(6);
        assertThat(search.foundBy(caller, Sample.hash(6))).containsExactly(6);
        assertThat(search.foundBy(caller, "order")).containsExactly(1, 2, 6);
        assertThat(search.foundBy(caller, "pump")).isEmpty();
    }

    private String refusal(Caller caller, String... parameters) {
        ProblemException refused = search.refusal(caller, parameters);
        return refused.code() + " " + refused.status() + " " + refused.getMessage() + " " + refused.members();
    }
}
