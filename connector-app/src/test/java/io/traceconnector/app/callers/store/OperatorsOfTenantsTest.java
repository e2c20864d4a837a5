package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators as the administrators of one tenant see and change them, beside what operators of the connector do. */
final class OperatorsOfTenantsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");
    private static final Set<String> ADMIN = Set.of("connector.admin");
    private static final Set<String> READER = Set.of("connector.reader");

    private TestingStore store;
    private OperatorAdministration all;
    private OperatorAdministration ofAcme;

    @BeforeEach
    void make() throws IOException {
        store = new TestingStore();
        all = store.admin.operators();
        ofAcme = all.of(ACME);
        all.create("ada", TestingStore.PASSWORD, Map.of(ACME, ADMIN), List.of());
        all.create("both", TestingStore.PASSWORD, Map.of(ACME, READER, BETA, ADMIN), List.of());
        all.create("carl", TestingStore.PASSWORD, Map.of(BETA, ADMIN), List.of());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static ProblemException refused(ThrowingCallable work, String code) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, work);
        assertThat(refused).as(code).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        return refused;
    }

    private Operator known(String name) {
        return store.identities.operatorByName(name).orElseThrow();
    }

    @Test
    void showsTheRolesInThisTenantAlone() {
        assertThat(ofAcme.list()).extracting(Operator::name).containsExactly("ada", "both");
        assertThat(ofAcme.get("both").tenants()).isEqualTo(Map.of(ACME, READER));
        assertThat(all.get("both").tenants()).isEqualTo(Map.of(ACME, READER, BETA, ADMIN));
    }

    @Test
    void anOperatorOfOthersAloneIsAsGoodAsNone() {
        String foreign = known("carl").id().toString();

        for (String name : List.of("carl", foreign, "nobody")) {
            refused(() -> ofAcme.get(name), "operator_unknown");
            refused(() -> ofAcme.changeRoles(name, Map.of(ACME, ADMIN)), "operator_unknown");
            refused(() -> ofAcme.setPassword(name, TestingStore.PASSWORD), "operator_unknown");
            refused(() -> ofAcme.enable(name, false), "operator_unknown");
            refused(() -> ofAcme.endSessions(name), "operator_unknown");
            refused(() -> ofAcme.delete(name), "operator_unknown");
        }
        assertThat(known("carl").generation()).isEqualTo(1);
    }

    @Test
    void givesRolesInNoOtherTenant() {
        refused(
                () -> ofAcme.create("eve", TestingStore.PASSWORD, Map.of(ACME, READER, BETA, READER), List.of()),
                "tenant_unknown");
        refused(() -> ofAcme.changeRoles("ada", Map.of(BETA, READER)), "tenant_unknown");

        assertThat(ofAcme.create("eve", TestingStore.PASSWORD, Map.of(ACME, READER), List.of())
                        .tenants())
                .isEqualTo(Map.of(ACME, READER));
        refused(
                () -> all.of(BETA).create("eve", TestingStore.PASSWORD, Map.of(BETA, READER), List.of()),
                "operator_exists");
    }

    @Test
    void changesTheRolesInThisTenantAndLeavesTheOthers() {
        ofAcme.changeRoles("both", Map.of(ACME, ADMIN));

        assertThat(known("both").tenants()).isEqualTo(Map.of(ACME, ADMIN, BETA, ADMIN));
    }

    @Test
    void whatTakesARightAwayEndsWhatTheOperatorWasGiven() {
        assertThat(ofAcme.changeRoles("ada", Map.of(ACME, Set.of("connector.admin", "connector.reader")))
                        .generation())
                .isEqualTo(1);
        assertThat(ofAcme.changeRoles("ada", Map.of(ACME, READER)).generation()).isEqualTo(2);
        assertThat(all.changeRoles("both", Map.of(BETA, ADMIN)).generation()).isEqualTo(2);
        assertThat(known("both").tenants()).isEqualTo(Map.of(BETA, ADMIN));
        assertThat(ofAcme.endSessions("ada").generation()).isEqualTo(3);
    }

    @Test
    void takesTheTenantAwayAndWithTheLastOneTheOperator() {
        assertThat(ofAcme.delete("both").tenants()).containsOnlyKeys(ACME);

        assertThat(known("both").tenants()).isEqualTo(Map.of(BETA, ADMIN));
        assertThat(known("both").generation()).isEqualTo(2);
        refused(() -> ofAcme.get("both"), "operator_unknown");
        ofAcme.delete("ada");
        assertThat(store.identities.operatorByName("ada")).isEmpty();
        all.delete("both");
        assertThat(store.identities.operatorByName("both")).isEmpty();
    }

    @Test
    void whatConcernsOtherTenantsTooIsForOperatorsOfTheConnector() {
        char[] other = "another password".toCharArray();
        ProblemException shared = refused(() -> ofAcme.setPassword("both", other), "operator_shared");
        assertThat(shared.status()).isEqualTo(409);
        assertThat(shared).hasMessageNotContaining("beta");
        refused(() -> ofAcme.enable("both", false), "operator_shared");
        refused(() -> ofAcme.endSessions("both"), "operator_shared");
        assertThat(known("both").generation()).isEqualTo(1);

        ofAcme.setPassword("ada", other);
        assertThat(store.identities.isPasswordOf("ada", other)).contains(true);
        assertThat(ofAcme.enable("ada", false).enabled()).isFalse();
        all.setPassword("both", other);
        assertThat(store.identities.isPasswordOf("both", other)).contains(true);
    }

    @Test
    void noOperatorIsLeftWithoutATenant() {
        refused(() -> all.changeRoles("both", Map.of()), "invalid_request");
        refused(() -> all.changeRoles("both", Map.of(new TenantId("nowhere"), ADMIN)), "tenant_unknown");
        assertThatThrownBy(() -> ofAcme.changeRoles("ada", Map.of(ACME, Set.of("No Role"))))
                .hasMessageContaining("role");
    }
}
