package io.traceconnector.app.callers.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProxyAuthenticatorTest {

    @TempDir
    private Path directory;

    private Verdict verdict(Optional<String> tenant, String... groups) {
        ProxyAuthenticator proxies = new ProxyAuthenticator(
                TestingProxy.signing(directory),
                new TenantDirectory(Map.of(), Set.of(new OrganisationId("acme")), List::of),
                Clock.systemUTC());
        Presented.Proxied jane = new Presented.Proxied("jane", tenant, List.of(groups));
        assertThat(proxies.takes(jane)).isTrue();
        return proxies.remembered(jane, TestingFacts.of()).orElseThrow();
    }

    @Test
    void aUserHasTheRolesOfItsGroups() {
        assertThat(verdict(Optional.of("default"), "readers", "unknown"))
                .isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
                    Principal principal = accepted.principal();
                    assertThat(principal.id()).isEqualTo("proxy-user:jane");
                    assertThat(principal.kind()).isEqualTo(Principal.Kind.PROXY_USER);
                    assertThat(principal.tenants())
                            .isEqualTo(Map.of(new TenantId("default"), Rights.of("connector.reader")));
                    assertThat(principal.claims()).containsEntry("groups", Set.of("readers", "unknown"));
                });
        assertThat(verdict(Optional.of("default"), "reader"))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.principal().tenants()).containsValue(Rights.of()));
    }

    @Test
    void withoutATenantTheProxysOnlyOneIsMeant() {
        assertThat(verdict(Optional.empty()))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted ->
                                assertThat(accepted.principal().tenants()).containsOnlyKeys(new TenantId("default")));
    }

    @Test
    void anotherTenantIsNotEntered() {
        assertThat(verdict(Optional.of("other")))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("tenant_not_allowed"));
    }
}
