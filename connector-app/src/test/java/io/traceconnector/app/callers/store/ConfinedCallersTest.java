package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where plugins and operators may be used, and who says so. */
final class ConfinedCallersTest {

    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("11.1.2.3");
    private static final List<String> TEN = List.of("10.0.0.0/8");
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");
    private static final Set<String> READER = Set.of("connector.reader");
    private static final Set<String> READING = Set.of("links:read");

    private TestingStore store;
    private PluginAdministration plugins;
    private OperatorAdministration operators;

    @BeforeEach
    void make() throws IOException {
        store = new TestingStore();
        plugins = store.admin.plugins();
        operators = store.admin.operators();
        plugins.of(ACME).create("chat", "", READING, TEN);
        operators.create("ada", TestingStore.PASSWORD, Map.of(ACME, READER), TEN);
        operators.create("both", TestingStore.PASSWORD, Map.of(ACME, READER, BETA, READER), TEN);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static void isConfined(Confined somebody) {
        assertThat(somebody.isUsableFrom(INSIDE)).isTrue();
        assertThat(somebody.isUsableFrom(OUTSIDE)).isFalse();
    }

    private Plugin chat() {
        return store.identities.plugin("chat").orElseThrow();
    }

    private Operator known(String name) {
        return store.identities.operatorByName(name).orElseThrow();
    }

    private static void refused(ThrowingCallable work, String code) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, work);
        assertThat(refused).as(code).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void theyAreLimitedWhenTheyAreMadeAndLater() {
        isConfined(chat());
        isConfined(known("ada"));
        assertThat(plugins.create("free", "", READING, List.of()).to().isUsableFrom(OUTSIDE))
                .isTrue();

        plugins.limit("chat", List.of());
        operators.limit("ada", List.of("11.0.0.0/8"));

        assertThat(chat().isUsableFrom(OUTSIDE)).isTrue();
        assertThat(known("ada").isUsableFrom(OUTSIDE)).isTrue();
        assertThat(known("ada").isUsableFrom(INSIDE)).isFalse();
    }

    @Test
    void theLimitStaysWhateverElseChanges() {
        plugins.rotate("chat", Rotation.now(Duration.ZERO, true));
        plugins.enable("chat", false);
        plugins.enable("chat", true);
        operators.setPassword("ada", "another password".toCharArray());
        operators.enable("ada", false);
        operators.enable("ada", true);
        operators.endSessions("ada");
        operators.changeRoles("ada", Map.of(ACME, READER, BETA, READER));
        operators.changeRoles("ada", Map.of(BETA, READER));

        isConfined(chat());
        isConfined(known("ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "localhost", ""})
    void whatIsNoRangeIsRefusedAndChangesNothing(String range) {
        List<String> some = List.of("192.168.0.0/16", range);
        refused(() -> plugins.limit("chat", some), "invalid_request");
        refused(() -> plugins.create("next", "", READING, some), "invalid_request");
        refused(() -> operators.limit("ada", some), "invalid_request");
        refused(() -> operators.create("next", TestingStore.PASSWORD, Map.of(ACME, READER), some), "invalid_request");

        isConfined(chat());
        isConfined(known("ada"));
        assertThat(store.identities.plugin("next")).isEmpty();
        assertThat(store.identities.operatorByName("next")).isEmpty();
    }

    @Test
    void aPluginsOwnerLimitsItAndNoOtherTenant() {
        refused(() -> plugins.of(BETA).limit("chat", List.of()), "plugin_unknown");
        isConfined(chat());

        plugins.of(ACME).limit("chat", List.of());
        assertThat(chat().isUsableFrom(OUTSIDE)).isTrue();
    }

    @Test
    void aTenantLimitsAnOperatorWhoIsItsAlone() {
        refused(() -> operators.of(BETA).limit("ada", List.of()), "operator_unknown");
        refused(() -> operators.of(ACME).limit("both", List.of()), "operator_shared");
        isConfined(known("ada"));
        isConfined(known("both"));

        assertThat(operators.of(ACME).limit("ada", List.of()).networks()).isEmpty();
        assertThat(known("ada").isUsableFrom(OUTSIDE)).isTrue();
    }

    /** They may be those of another tenant's house. */
    @Test
    void theNetworksOfAnOperatorOfSeveralTenantsAreToldToOperatorsOfTheConnectorAlone() {
        assertThat(operators.get("both").networks()).contains(new Networks(TEN));
        assertThat(operators.of(ACME).get("ada").networks()).contains(new Networks(TEN));
        assertThat(operators.of(ACME).get("both").networks()).isEmpty();
        assertThat(operators
                        .of(ACME)
                        .changeRoles("both", Map.of(ACME, Set.of("connector.writer")))
                        .networks())
                .isEmpty();
        assertThat(operators.of(ACME).delete("both").networks()).isEmpty();
        isConfined(known("both"));
    }
}
