package io.traceconnector.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LinkValuesTest {

    private static final Condition EUROPE = new Condition.OneOf("region", Set.of("EU"));

    private static LinkValues of(String data) {
        return LinkValues.of(link(new Payload.Opened(Json.of(data.getBytes(StandardCharsets.UTF_8)))));
    }

    private static Segment link(Payload payload) {
        return ContractLinks.link(ContractLinks.FEED, 1, payload);
    }

    @Test
    void arraysAddNothingToAPathAndDotsInNamesAreDots() {
        LinkValues values = of("{\"a\":[{\"b\":1},[{\"b\":\"x\"}]],\"a.b\":true,\"\":{\"c\":2}}");

        assertThat(values.of("a.b")).isEqualTo(List.of(1.0, "x", true));
        assertThat(values.of("c")).isEqualTo(List.of(2.0));
        assertThat(values.of("a")).isEmpty();
    }

    @Test
    void dataNamedLikeALinksOwnFieldsIsKeptApart() {
        LinkValues values = of("{\"link\":{\"workflow\":\"forged\"}}");

        assertThat(values.of("link.workflow")).isEqualTo(List.of("1000"));
        assertThat(values.of("data.link.workflow")).isEqualTo(List.of("forged"));
    }

    @Test
    void metadataGivesGroupAndAccountAsText() {
        assertThat(of("null").of("link.group")).isEqualTo(List.of("7"));
        assertThat(of("null").of("link.createdBy")).isEmpty();
        assertThat(of("null").of("link.action")).isEqualTo(List.of("order"));
    }

    @Test
    void numbersAreTheNearestDoublesAndThoseBeyondAreNone() {
        assertThat(of("{\"n\":[9007199254740993,-0,-0.0,1e400,1e-400,0.1]}").of("n"))
                .isEqualTo(List.of(9007199254740992.0, 0.0, 0.0, 0.0, 0.1));
        assertThat(of("{\"n\":" + "9".repeat(400) + "}").of("n")).isEmpty();
    }

    @Test
    void nullIsNoValueAndABareValueHasNoName() {
        assertThat(of("{\"n\":null}").of("n")).isEmpty();
        assertThat(of("\"bare\"").of("")).isEmpty();
    }

    @Test
    void whatDependsOnDataThatIsNotThereNeitherHoldsNorFails() {
        LinkValues closed = LinkValues.of(link(new Payload.Closed(Payload.Reason.UNDECRYPTABLE)));

        assertThat(closed.pass(EUROPE)).isFalse();
        assertThat(closed.pass(new Condition.Not(EUROPE))).isFalse();
        assertThat(closed.pass(new Condition.Any(List.of(EUROPE, new Condition.Not(EUROPE)))))
                .isFalse();
        assertThat(of("{\"region\":\"EU\"}").pass(EUROPE)).isTrue();
        assertThat(of("{\"region\":\"US\"}").pass(new Condition.Not(EUROPE))).isTrue();
    }

    @Test
    void whatTheLinkAloneDecidesHoldsOfClosedLinksToo() {
        LinkValues closed = LinkValues.of(link(new Payload.NotForUs()));
        Condition order = new Condition.OneOf("link.action", Set.of("order"));

        assertThat(closed.pass(order)).isTrue();
        assertThat(closed.pass(new Condition.Not(order))).isFalse();
        assertThat(closed.pass(new Condition.Any(List.of(EUROPE, order)))).isTrue();
        assertThat(closed.pass(new Condition.All(List.of(EUROPE, order)))).isFalse();
        assertThat(closed.pass(Condition.everything())).isTrue();
        assertThat(closed.pass(Condition.nothing())).isFalse();
    }

    @Test
    void dataNestedTooDeepIsNotReadable() {
        String deep = "{\"region\":\"EU\",\"z\":" + "[".repeat(600) + "]".repeat(600) + "}";

        assertThat(of(deep).readable()).isFalse();
        assertThat(of(deep).pass(EUROPE)).isFalse();
    }

    @Test
    void whatIsCertainWithoutDataHoldsWithIt() {
        GeneratedLinks generated = new GeneratedLinks(new Random(7));
        int certain = 0;
        for (int i = 0; i < 5_000; i++) {
            Segment link = link(new Payload.Opened(generated.data()));
            Condition condition = generated.condition();
            boolean without = LinkValues.of(link(new Payload.NotForUs())).pass(condition);
            certain += without ? 1 : 0;
            LinkValues values = LinkValues.of(link);

            assertThat(!without || values.pass(condition)).as("%s", condition).isTrue();
        }
        assertThat(certain).isPositive();
    }
}
