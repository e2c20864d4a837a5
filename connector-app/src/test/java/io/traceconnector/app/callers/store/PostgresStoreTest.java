package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeKeys;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on a real PostgreSQL. */
class PostgresStoreTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static EmbeddedPostgres postgres;

    private final FakeClock clock = new FakeClock();
    private TestingStore one;
    private TestingStore two;

    @BeforeAll
    static void begin() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void end() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() {
        one = replica(Duration.ofMinutes(5));
        two = replica(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        two.close();
        sql("drop table if exists trace_connector_event, trace_connector_key, trace_connector_history");
    }

    private TestingStore replica(Duration believedFor) {
        PostgresConfig config = new PostgresConfig(
                postgres.getJdbcUrl("postgres", "postgres"),
                "postgres",
                Optional.empty(),
                Duration.ofMillis(250),
                believedFor,
                2);
        return new TestingStore(
                new PostgresSource(config, TestingStore.owner(new FakeKeys()), TestingStore.KIND),
                TestingStore.BOUNDS,
                clock);
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }

    private static long count(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement each = connection.createStatement();
                ResultSet rows = each.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void whatOneReplicaEndsCountsInTheOtherWithinASecond() {
        Issued<ServiceAccount> account = one.account();
        try (Keeper keeper = new Keeper(two.ledger, two.uses)) {
            keeper.begin();
            await().atMost(SOON).until(() -> two.opens(account));

            one.admin.accounts().enable(one.acme(), account.to().clientId(), false);
            await().atMost(SOON).until(() -> !two.opens(account));
            one.identities.revoke("token", clock.instant().plusSeconds(60));
            await().atMost(SOON).until(() -> two.identities.isRevoked("token"));
        }
    }

    @Test
    void whoseAPluginIsAndWhatAnOperatorMayTheOtherReplicaKnowsToo() {
        Set<String> admin = Set.of("connector.admin");
        Plugin plugin = one.admin
                .plugins()
                .of(one.acme().id())
                .create("chat", "", Set.of(), List.of())
                .to();
        one.admin
                .operators()
                .create(
                        "ada",
                        TestingStore.PASSWORD,
                        Map.of(one.acme().id(), admin, one.beta().id(), admin),
                        List.of());
        two.ledger.follow();
        two.admin.operators().of(two.acme().id()).delete("ada");
        one.ledger.follow();

        assertThat(two.identities.plugin("chat")).contains(plugin);
        assertThat(one.identities.operatorByName("ada").orElseThrow().tenants())
                .isEqualTo(Map.of(one.beta().id(), admin));
    }

    @Test
    void ofTwoReplicasThatTakeAnIdOneWinsAndBothCanChangeThings() throws Exception {
        Instant soon = clock.instant().plusSeconds(60);
        List<Future<Boolean>> takers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                TestingStore replica = i % 2 == 0 ? one : two;
                takers.add(threads.submit(() -> replica.identities.takeOnce("acme", "jti", soon)));
                takers.add(threads.submit(() -> replica.account().secret().startsWith("tcs_")));
            }
        }
        int won = 0;
        for (int i = 0; i < takers.size(); i += 2) {
            won += takers.get(i).get() ? 1 : 0;
            assertThat(takers.get(i + 1).get()).isTrue();
        }
        one.ledger.follow();
        two.ledger.follow();

        assertThat(won).isEqualTo(1);
        assertThat(one.admin.accounts().list(one.acme())).hasSize(20);
        assertThat(two.admin.accounts().list(two.acme()))
                .isEqualTo(one.admin.accounts().list(one.acme()));
    }

    @Test
    void whoComesLaterReadsWhatWasWrittenAnewAndWhoIsBehindToo() throws Exception {
        Issued<ServiceAccount> gone = one.account();
        two.ledger.follow();
        Issued<ServiceAccount> stays = one.account();
        one.admin.accounts().delete(one.acme(), gone.to().clientId());
        one.ledger.compact();
        one.admin.accounts().enable(one.acme(), stays.to().clientId(), false);
        one.admin.accounts().enable(one.acme(), stays.to().clientId(), true);

        two.ledger.follow();
        assertThat(two.opens(gone)).isFalse();
        assertThat(two.opens(stays)).isTrue();
        try (TestingStore three = replica(SOON)) {
            assertThat(three.opens(stays)).isTrue();
            assertThat(three.opens(gone)).isFalse();
            assertThat(three.identities.serviceAccount(stays.to().id()))
                    .isEqualTo(one.identities.serviceAccount(stays.to().id()));
        }
        assertThat(count("select count(*) from trace_connector_event where position < 3"))
                .isZero();
        two.ledger.compact();
        one.ledger.follow();
        assertThat(one.opens(stays)).isTrue();
        assertThat(one.opens(two.account())).isFalse();
    }

    @Test
    void nothingIsInTheDatabaseInClear() throws Exception {
        Issued<ServiceAccount> account = one.account();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement each = connection.createStatement();
                ResultSet rows =
                        each.executeQuery("select encode(content, 'escape') from trace_connector_event union all "
                                + "select encode(content, 'escape') from trace_connector_key")) {
            while (rows.next()) {
                assertThat(rows.getString(1))
                        .doesNotContain(account.to().clientId(), account.secret(), "trace-connector\"", "acme");
            }
        }
    }

    @Test
    void rowsThatAreGoneChangedOrMovedAreNoticed() throws Exception {
        for (String harm : List.of(
                "delete from trace_connector_event where position = 2",
                "update trace_connector_event set content = set_byte(content, 40, 7) where position = 2",
                "update trace_connector_event set position = 9 where position = 1",
                "delete from trace_connector_event where position = 3")) {
            TestingStore writer = replica(SOON);
            for (int i = 0; i < 3; i++) {
                writer.account();
            }
            sql(harm);
            boolean last = harm.endsWith("3");

            if (last) {
                assertThatThrownBy(writer.ledger::follow).isInstanceOf(ProblemException.class);
                assertThat(writer.ledger.trouble().orElseThrow()).contains("which it had once");
            } else {
                assertThatThrownBy(() -> replica(SOON)).isInstanceOf(ProblemException.class);
            }
            writer.close();
            sql("delete from trace_connector_event");
        }
    }

    @Test
    void whilePostgresIsAwayWhatWasReadCountsForAWhileAndNothingIsChanged() throws Exception {
        TestingStore patient = replica(Duration.ofMinutes(5));
        TestingStore strict = replica(Duration.ofMillis(300));
        Issued<ServiceAccount> account = patient.account();
        strict.ledger.follow();
        assertThat(strict.opens(account)).isTrue();

        sql("alter table trace_connector_event rename to elsewhere");
        assertThatThrownBy(patient::account)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
        assertThatThrownBy(() ->
                        patient.identities.takeOnce("s", "i", clock.instant().plusSeconds(9)))
                .isInstanceOf(ProblemException.class);
        assertThat(patient.opens(account)).isTrue();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThatThrownBy(() -> strict.opens(account))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e -> assertThat(e.code()).isEqualTo("callers_store_unavailable")));
        sql("alter table elsewhere rename to trace_connector_event");

        assertThat(patient.opens(patient.account())).isTrue();
        strict.ledger.follow();
        assertThat(strict.opens(account)).isTrue();
        patient.close();
        strict.close();
    }
}
