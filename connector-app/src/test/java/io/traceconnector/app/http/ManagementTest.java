package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ManagementTest {

    private volatile State search = State.UP;

    private final TestingHttp http = new TestingHttp(
            UnaryOperator.identity(),
            List.of(
                    check("keys", true, () -> State.UP),
                    check("trace", false, () -> State.DOWN),
                    check("stream", true, () -> State.DEGRADED),
                    check("search", true, () -> search)));

    @AfterEach
    void close() {
        http.close();
    }

    private static Readiness.Check check(String name, boolean required, Supplier<State> state) {
        return new Readiness.Check(
                name, required, () -> new Health(state.get(), "as it is", Optional.of(Instant.EPOCH)));
    }

    @Test
    void livesAndSaysItsVersion() {
        assertThat(http.manage("/livez").statusCode()).isEqualTo(200);
        assertThat(http.manage("/version").body()).contains("\"version\":\"1.2.3\"");
    }

    @Test
    void isReadyUnlessARequiredPartIsDown() {
        assertThat(http.manage("/readyz").statusCode()).isEqualTo(200);

        search = State.DOWN;

        assertThat(http.manage("/readyz").statusCode()).isEqualTo(503);
        assertThat(http.manage("/readyz?verbose").body())
                .contains("\"name\":\"search\"", "\"state\":\"down\"", "\"ready\":false", "1970-01-01T00:00:00Z");
    }

    @Test
    void aCheckThatFailsIsDownAndHidesNoOther() {
        Readiness.Check odd = check("odd", true, () -> {
            throw new IllegalStateException("inner words");
        });
        try (TestingHttp other =
                new TestingHttp(UnaryOperator.identity(), List.of(odd, check("keys", true, () -> State.UP)))) {
            String verbose = other.manage("/readyz?verbose").body();

            assertThat(verbose)
                    .contains("\"name\":\"odd\"", "\"name\":\"keys\"")
                    .doesNotContain("inner words");
        }
    }

    @Test
    void tellsWhichKeysAreInUseAndWhenTheirBackupsWereDrilled() {
        assertThat(http.manage("/keys").body())
                .contains("\"loadedAt\":\"1970-01-01T00:00:00Z\"", "\"id\":\"aa\",\"bits\":4096,\"drilledAt\"")
                .contains("{\"id\":\"bb\",\"bits\":2048}", "\"signing\":\"cc\"");
    }

    @Test
    void loadsKeysAnewWhenToldAndSaysWhatChanged() {
        assertThat(http.tell("/keys/reload").body())
                .contains(
                        "\"added\":[\"dd\"]",
                        "\"removed\":[]",
                        "\"signingKeyReplaced\":true",
                        "\"tokenKeysAdded\":[\"ee\"]");
        assertThat(http.manage("/keys/reload").statusCode()).isEqualTo(405);

        http.keys.refuses = true;

        assertThat(http.tell("/keys/reload").statusCode()).isEqualTo(409);
        assertThat(http.tell("/keys/reload").body()).contains("\"code\":\"keys_not_loaded\"");
    }

    @Test
    void showsRecipientsAndApprovesThoseThatWereShown() {
        assertThat(http.manage("/recipients").body()).contains("\"workflow\":\"201\"", "\"pinned\":\"aa\"");
        assertThat(http.manage("/recipients/201?organisation=ours").body())
                .contains("\"trust\":\"first-use\"", "\"digest\":\"right\"", "\"stated\":\"bb\"", "\"supplier\"");
        assertThat(http.tell("/recipients/approve", "{\"workflow\":\"201\",\"digest\":\"other\"}")
                        .body())
                .contains("\"code\":\"recipients_differ\"");
        assertThat(http.tell(
                                "/recipients/approve",
                                "{\"workflow\":\"201\",\"digest\":\"right\",\"organisation\":\"ours\"}")
                        .body())
                .contains("\"pinned\":\"bb\"");
        for (String odd : List.of("", "{", "{}", "{\"workflow\":201,\"digest\":\"right\"}")) {
            assertThat(http.tell("/recipients/approve", odd).statusCode())
                    .as(odd)
                    .isEqualTo(400);
        }
    }

    @Test
    void showsTheOutboxAndDropsWhatIsOnItsWayByForceOnly() {
        String sending = "/outbox/" + FakeOutboxAdministration.SENDING;

        assertThat(http.manage("/outbox").body())
                .contains("\"state\":\"stuck\"", "\"code\":\"recipient_changed\"", "\"state\":\"sending\"");
        assertThat(http.tell("/outbox/" + FakeOutboxAdministration.STUCK + "/retry")
                        .body())
                .contains("\"state\":\"waiting\"");
        assertThat(http.tell(sending + "/drop").body()).contains("\"code\":\"entry_on_its_way\"");
        assertThat(http.tell(sending + "/drop?force=true").body()).contains("\"code\":\"dropped\"");
        assertThat(http.manage(sending + "/drop").statusCode()).isEqualTo(405);
    }

    @Test
    void metricsCountRequestsByTemplateNotByPath() {
        http.get(TestingHttp.STATIC, "/api/v1/traces/secret-trace-id");
        http.get(TestingHttp.STATIC, "/no/such/secret-path");

        String metrics = http.manage("/metrics").body();

        assertThat(metrics)
                .contains("route=\"/api/v1/traces/{id}\"", "route=\"unknown\"", "status=\"404\"")
                .doesNotContain("secret");
    }

    @Test
    void servesNothingElseThereAndNothingOfItHere() {
        assertThat(http.manage("/api/v1/workflows").statusCode()).isEqualTo(404);
        assertThat(http.get(TestingHttp.STATIC, "/metrics").statusCode()).isEqualTo(404);
    }
}
