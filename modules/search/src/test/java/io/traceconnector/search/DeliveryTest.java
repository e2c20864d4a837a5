package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static io.traceconnector.search.TestingSearch.BETA;
import static io.traceconnector.search.TestingSearch.BOTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.HealthCheck;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DeliveryTest {

    private static final Payload NOT_FOR_US = new Payload.NotForUs();
    private static final Payload CLOSED = new Payload.Closed(Payload.Reason.UNVERIFIED);

    @TempDir
    Path directory;

    TestingSearch search;

    @BeforeEach
    void open() {
        search = TestingSearch.open(directory);
    }

    @AfterEach
    void close() {
        search.close();
    }

    @Test
    void indexesOpenedAndPlainLinksOnly() {
        search.feed(
                link(1, "{\"a\":1}"),
                link(2, "{}").payload(new Payload.Plain(Sample.json("{\"a\":2}"))),
                link(3, "{}").payload(NOT_FOR_US),
                link(4, "{}").payload(CLOSED),
                link(5, "{}").payload(new Payload.Plain(Sample.json("null"))),
                link(6, "\"bare text\""));
        assertThat(search.found("*:*")).containsExactly(1, 2, 5, 6);
        assertThat(search.found("link.encrypted:false")).containsExactly(2, 5);
        assertThat(search.found("bare")).containsExactly(6);
        assertThat(search.running().health().state()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void storesTheDataAsItCame() {
        search.feed(link(1, "{\"n\":1.0E-1,\"big\":123456789012345678901234567890,\"s\":\"\\u001B\"}"));
        JsonNode hit = search.get("*:*").get("hits").get(0);
        assertThat(hit.get("data").get("big").bigIntegerValue()).isEqualTo("123456789012345678901234567890");
        assertThat(hit.get("linkHash").asString()).isEqualTo(Sample.hash(1));
        assertThat(hit.get("traceId").asString()).isEqualTo("trace-1");
        assertThat(hit.get("workflowId").asString()).isEqualTo("7");
        assertThat(hit.get("groupId").asString()).isEqualTo("5");
        assertThat(hit.get("createdAt").asString()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(hit.get("verification").get("verified").asBoolean()).isTrue();
        assertThat(hit.get("verification")
                        .get("signatures")
                        .get(0)
                        .get("account")
                        .asString())
                .isEqualTo("17");
    }

    @Test
    void takesABatchThatComesAgainOnce() {
        for (int i = 0; i < 3; i++) {
            search.accept(link(1, "{}").feed(), List.of(link(1, "{}"), link(2, "{}"), link(2, "{}")), "p");
        }
        assertThat(search.get("*:*").get("total").asInt()).isEqualTo(2);
        assertThat(search.running().position(link(1, "{}").feed())).isEqualTo(new Position("p"));
    }

    @Test
    void movesThePositionWithAnEmptyBatch() {
        search.accept(link(1, "{}").feed(), List.of(), "q");
        assertThat(search.running().position(link(1, "{}").feed())).isEqualTo(new Position("q"));
        assertThat(search.running().position(link(1, "{}").of("beta").feed())).isEqualTo(Position.START);
        assertThat(search.running().position(link(1, "{}").workflow("8").feed()))
                .isEqualTo(Position.START);
    }

    @Test
    void keepsOneDocumentForTwoOrganisations() {
        search.feed(
                link(1, "{\"a\":1}"),
                link(1, "{\"a\":1}").of("beta"),
                link(1, "{\"a\":1}").workflow("8"));
        assertThat(search.foundBy(BETA, "*:*")).containsExactly(1);
        assertThat(search.get(ALPHA, "q", "*:*").get("total").asInt()).isEqualTo(2);
        assertThat(search.get(BOTH, "q", "*:*").get("total").asInt()).isEqualTo(2);
    }

    @Test
    void givesEachOrganisationWhatItRead() {
        search.feed(
                link(1, "{\"a\":\"for alpha\"}"),
                link(1, "{\"a\":\"for beta\"}").of("beta"));
        assertThat(search.get(ALPHA, "q", "*:*")
                        .get("hits")
                        .get(0)
                        .get("data")
                        .get("a")
                        .asString())
                .isEqualTo("for alpha");
        assertThat(search.get(BETA, "q", "*:*")
                        .get("hits")
                        .get(0)
                        .get("data")
                        .get("a")
                        .asString())
                .isEqualTo("for beta");
        assertThat(search.foundBy(ALPHA, "beta")).isEmpty();
        search.feed(link(1, "{\"a\":\"for alpha\"}").of("beta"));
        assertThat(search.get(BOTH, "q", "*:*").get("total").asInt()).isEqualTo(1);
    }

    @Test
    void updatesALinkThatIsDeliveredBetter() {
        search.feed(link(1, "{\"a\":\"old\"}").unverified());
        search.feed(link(1, "{\"a\":\"new\"}"));
        assertThat(search.found("old")).isEmpty();
        assertThat(search.found("new link.verified:true")).containsExactly(1);
    }

    @Test
    void keepsAGoodLinkWhenItComesClosed() {
        search.feed(link(1, "{\"a\":\"good\"}"));
        search.feed(link(1, "{}").payload(CLOSED).unverified());
        search.feed(link(1, "{}").payload(NOT_FOR_US));
        assertThat(search.found("good")).containsExactly(1);
    }

    @Test
    void replacesTheLinkThatStoodAtTheCursor() {
        search.feed(link(1, "{}").unverified().at("c"), link(2, "{}").at("d"));
        search.feed(link(3, "{}").at("c"));
        assertThat(search.found("*:*")).containsExactly(2, 3);
        search.feed(link(4, "{}").at("c"));
        assertThat(search.found("*:*")).containsExactly(2, 4);
    }

    @Test
    void keepsAVerifiedLinkWhereAnUnverifiedOneComes() {
        search.feed(link(1, "{}").at("c"));
        search.feed(link(2, "{}").unverified().at("c"));
        assertThat(search.found("*:*")).containsExactly(1);
    }

    @Test
    void letsAClosedLinkTakeAPlaceOnlyIfItIsVerifiedAndTheOtherIsNot() {
        search.feed(link(1, "{}").unverified().at("c"), link(2, "{}").at("d"));
        search.feed(
                link(3, "{}").payload(CLOSED).unverified().at("c"),
                link(4, "{}").payload(NOT_FOR_US).at("d"));
        assertThat(search.found("*:*")).containsExactly(1, 2);
        search.feed(link(5, "{}").payload(NOT_FOR_US).at("c"));
        assertThat(search.found("*:*")).containsExactly(2);
    }

    @Test
    void takesAReplacedLinkFromItsOrganisationOnly() {
        search.feed(link(1, "{}").at("c"), link(1, "{}").of("beta").at("c"));
        search.feed(link(2, "{}").at("c"));
        assertThat(search.foundBy(ALPHA, "*:*")).containsExactly(2);
        assertThat(search.foundBy(BETA, "*:*")).containsExactly(1);
    }

    @Test
    void replacesWithinOneBatch() {
        search.accept(
                link(1, "{}").feed(),
                List.of(
                        link(1, "{}").unverified().at("c"),
                        link(2, "{}").at("c"),
                        link(1, "{}").at("d")),
                "p");
        assertThat(search.found("*:*")).containsExactly(1, 2);
    }

    @Test
    void survivesLinksThatChangePlacesAndComeBack() {
        for (int i = 1; i <= 5; i++) {
            search.feed(link(i, "{}").at("c" + i));
        }
        for (int i = 3; i <= 5; i++) {
            search.feed(link(i, "{}").at("c" + (i - 1)));
        }
        assertThat(search.found("*:*")).containsExactly(1, 3, 4, 5);
        for (int i = 1; i <= 5; i++) {
            search.feed(link(i, "{}").at("c" + i));
        }
        assertThat(search.found("*:*")).containsExactly(1, 2, 3, 4, 5);
    }
}
