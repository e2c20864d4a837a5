package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Position;
import io.traceconnector.api.Sight;
import io.traceconnector.api.TenantId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links are found under the tenant that they were read for. */
class TenantTest {

    private static final Feed FEED = link(0, "{}").feed();

    @TempDir
    Path directory;

    private final Map<String, String> tenants = new ConcurrentHashMap<>(Map.of("alpha", "one", "beta", "two"));

    private TestingSearch open() {
        return TestingSearch.open(directory, TestingSearch.config(), Clock.systemUTC(), tenants);
    }

    private static Caller of(String tenant, String... organisations) {
        return new Caller(
                "test",
                new TenantId(tenant),
                Arrays.stream(organisations).map(OrganisationId::new).collect(Collectors.toSet()),
                Sight.unlimited());
    }

    @Test
    void demandsTenantAndOrganisation() {
        try (TestingSearch search = open()) {
            search.feed(link(1, "{\"a\":\"canary\"}"), link(2, "{\"a\":\"x\"}").of("beta"));
            assertThat(search.foundBy(of("one", "alpha"), "*:*")).containsExactly(1);
            assertThat(search.foundBy(of("two", "beta"), "*:*")).containsExactly(2);
            for (Caller stranger : List.of(of("two", "alpha"), of("one", "beta"), of("two", "alpha", "beta"))) {
                assertThat(search.foundBy(stranger, "canary")).isEmpty();
                assertThat(search.get(stranger, "q", "*:*", "facet", "link.organisation")
                                .toString())
                        .doesNotContain("alpha", "canary");
                assertThat(search.running().locate(stranger, new LinkHash(Sample.hash(1))))
                        .isEmpty();
            }
        }
    }

    @Test
    void keepsTenantsApartThatReadTheSameLink() {
        try (TestingSearch search = open()) {
            search.feed(link(1, "{\"a\":1}"), link(1, "{\"a\":1}").of("beta"));
            for (Caller caller : List.of(of("one", "alpha"), of("two", "beta"))) {
                assertThat(search.foundBy(caller, "*:*")).containsExactly(1);
                assertThat(search.get(caller, "q", "*:*").get("hits").get(0).get("organisations"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void readsAnOrganisationsLinksAgainForItsNewTenant() {
        try (TestingSearch search = open()) {
            search.accept(FEED, List.of(link(1, "{\"a\":1}"), link(2, "{\"a\":2}")), "p1");
            search.feed(link(2, "{\"a\":2}").of("beta"));
            assertThat(search.running().position(FEED)).isEqualTo(new Position("p1"));
        }
        tenants.put("alpha", "two");
        try (TestingSearch search = open()) {
            assertThat(search.running().position(FEED)).isEqualTo(Position.START);
            assertThat(search.foundBy(of("two", "alpha", "beta"), "*:*")).containsExactly(2);
            assertThat(organisations(search)).isEqualTo("[\"beta\"]");
            assertThat(search.get(of("two", "alpha", "beta"), "q", "*:*", "facet", "link.organisation")
                            .toString())
                    .doesNotContain("alpha");
            search.accept(FEED, List.of(link(1, "{\"a\":1}"), link(2, "{\"a\":2}")), "p1");
            assertThat(search.foundBy(of("two", "alpha", "beta"), "*:*")).containsExactly(1, 2);
            assertThat(organisations(search)).isEqualTo("[\"alpha\",\"beta\"]");
            assertThat(search.foundBy(of("one", "alpha"), "*:*")).isEmpty();
            assertThat(search.running().position(FEED)).isEqualTo(new Position("p1"));
        }
    }

    /** Of link 2. */
    private static String organisations(TestingSearch search) {
        return search.get(of("two", "alpha", "beta"), "q", "a:2")
                .get("hits")
                .get(0)
                .get("organisations")
                .toString();
    }

    @Test
    void takesNothingOfAnOrganisationThatChangedItsTenantUntilItIsReadFromTheStart() {
        try (TestingSearch search = open()) {
            search.running().position(FEED);
            search.accept(FEED, List.of(link(1, "{}")), "p1");
            tenants.put("alpha", "two");
            assertThatThrownBy(() -> search.accept(FEED, List.of(link(2, "{}")), "p2"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tenant");
            assertThat(search.running().position(FEED)).isEqualTo(Position.START);
            search.accept(FEED, List.of(link(1, "{}"), link(2, "{}")), "p2");
            assertThat(search.foundBy(of("two", "alpha"), "*:*")).containsExactly(1, 2);
        }
    }
}
