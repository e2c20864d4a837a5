package io.traceconnector.replication.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Condition;
import io.traceconnector.api.ContractLinks;
import io.traceconnector.api.GeneratedLinks;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class ConditionSqlTest {

    private static final int LINKS = 60;
    private static final int CONDITIONS = 20;

    /** Started once for all. */
    @SuppressWarnings("NullAway.Init")
    private static TestingTable table;

    @BeforeContainer
    static void start() throws IOException, SQLException {
        table = new TestingTable();
    }

    @AfterContainer
    static void stop() throws IOException, SQLException {
        table.close();
    }

    private static Segment link(String data) {
        return ContractLinks.link(
                ContractLinks.FEED, 1, new Payload.Opened(Json.of(data.getBytes(StandardCharsets.UTF_8))));
    }

    /** What the table holds of a link: one whose data is not kept there is as good as closed. */
    private static Segment kept(Segment link) {
        return TestingTable.storable(link).isPresent() ? link : closed(link);
    }

    private static Segment closed(Segment link) {
        return new Segment(
                link.feed(),
                link.cursor(),
                link.hash(),
                link.trace(),
                link.parent(),
                link.priority(),
                link.action(),
                link.state(),
                link.tags(),
                link.references(),
                link.metadata(),
                new Payload.NotForUs(),
                link.verification());
    }

    @Property(tries = 25)
    void sqlLetsThroughWhatTheConditionHoldsFor(@ForAll long seed) throws SQLException {
        GeneratedLinks generated = new GeneratedLinks(new Random(seed));
        List<Segment> links = Stream.generate(generated::link).limit(LINKS).toList();
        List<LinkValues> values =
                links.stream().map(ConditionSqlTest::kept).map(LinkValues::of).toList();
        table.fill(links);
        for (int i = 0; i < CONDITIONS; i++) {
            Condition condition = generated.condition();
            Set<Integer> expected = new TreeSet<>();
            for (int id = 0; id < LINKS; id++) {
                if (values.get(id).pass(condition)) {
                    expected.add(id);
                    // Without its data a link is never seen by more.
                    assertThat(LinkValues.of(links.get(id)).pass(condition)).isTrue();
                }
            }

            assertThat(table.matching(ConditionSql.of(condition, "l")))
                    .as("%s", condition)
                    .isEqualTo(expected);
        }
    }

    @Example
    void numbersAreComparedAsTheNearestDoubles() throws SQLException {
        List<String> numbers = List.of(
                "1e400",
                "1.7976931348623158e308",
                "1.7976931348623159e308",
                "-0.0",
                "1e-400",
                "2.4703282292062327e-324",
                "2.4703282292062329e-324",
                "9007199254740993",
                "0.1");
        List<Segment> links =
                numbers.stream().map(number -> link("{\"n\":[" + number + "]}")).toList();
        table.fill(links);

        for (double bound : new double[] {0, Double.MIN_VALUE, 0.1, 0x1p53, Double.MAX_VALUE}) {
            Condition equal = new Condition.Between("n", bound, bound);
            assertThat(table.matching(ConditionSql.of(equal, "l")))
                    .as("%s", bound)
                    .isEqualTo(holding(links, equal))
                    .isNotEmpty();
        }
        assertThat(table.matching(ConditionSql.of(new Condition.Present("n"), "l")))
                .isEqualTo(holding(links, new Condition.Present("n")))
                .doesNotContain(0, 2);
    }

    private static Set<Integer> holding(List<Segment> links, Condition condition) {
        Set<Integer> ids = new TreeSet<>();
        for (int id = 0; id < links.size(); id++) {
            if (LinkValues.of(links.get(id)).pass(condition)) {
                ids.add(id);
            }
        }
        return ids;
    }

    @Example
    void valuesAndFieldsAreBoundAndNeverInTheText() {
        SqlPredicate predicate = ConditionSql.of(
                new Condition.All(List.of(
                        new Condition.OneOf("x'); drop table links --", Set.of("it's secret")),
                        new Condition.OneOf("link.action", Set.of("secret")),
                        new Condition.Is("y", true),
                        new Condition.Between("z", 1, 2))),
                "l");

        assertThat(predicate.text()).doesNotContain("drop", "secret", "'");
        assertThat(predicate.toString()).doesNotContain("secret");
        assertThat(predicate.values())
                .containsExactly(
                        "x'); drop table links --",
                        List.of("it's secret"),
                        List.of("secret"),
                        "y",
                        true,
                        "z",
                        1.0,
                        2.0);
    }

    @Example
    void aTextThatTheTableCannotHoldMatchesNoOther() throws SQLException {
        table.fill(List.of(link("{\"a\":\"?\"}"), link("{\"a\":\"\\u0000\"}")));

        assertThat(table.matching(ConditionSql.of(new Condition.OneOf("a", Set.of("\ud800", "\0")), "l")))
                .isEmpty();
        assertThat(table.matching(ConditionSql.of(new Condition.OneOf("a", Set.of("?")), "l")))
                .containsExactly(0);
        assertThat(table.matching(ConditionSql.of(new Condition.Not(new Condition.Present("b\0")), "l")))
                .containsExactly(0);
    }

    @Example
    void aTableIsNamedByANameOnly() {
        assertThatThrownBy(() -> ConditionSql.of(Condition.everything(), "l; drop table links"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ConditionSql.of(Condition.everything(), "l").text()).isEqualTo("TRUE");
    }
}
