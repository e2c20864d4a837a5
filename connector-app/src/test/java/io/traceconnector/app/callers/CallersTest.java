package io.traceconnector.app.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.callers.Admission.Admitted;
import io.traceconnector.app.callers.Admission.Refused;
import io.traceconnector.app.callers.Admission.Unavailable;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.trace.TokenInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallersTest {

    private static final String STATIC = "0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "head.body.signature";
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId BETA = new OrganisationId("beta");

    @TempDir
    private Path directory;

    private final FakeAccount account = new FakeAccount();
    private Path tokenFile = Path.of("unset");

    @BeforeEach
    void writeToken() throws IOException {
        tokenFile = directory.resolve("token");
        Files.writeString(tokenFile, STATIC + "\n");
    }

    private static OrganisationConfig organisation(Optional<List<String>> accounts) {
        KeySource key = KeySource.ofFile(Path.of("key.pem"), Optional.empty());
        return new OrganisationConfig(List.of(key), key, accounts);
    }

    private Callers callers(Optional<List<String>> acme, Optional<List<String>> beta) {
        return callers(Duration.ofMinutes(1), acme, beta);
    }

    private Callers callers(Duration life, Optional<List<String>> acme, Optional<List<String>> beta) {
        CallersConfig config = new CallersConfig(List.of(new SecretSource("file:" + tokenFile)), life, life, 100);
        return new Callers(config, Map.of(ACME, organisation(acme), BETA, organisation(beta)), account);
    }

    private static Credentials bearer(String token) {
        return new Credentials(List.of("Bearer " + token), Set.of());
    }

    private static Set<OrganisationId> organisations(Admission admission) {
        assertThat(admission).isInstanceOf(Admitted.class);
        return ((Admitted) admission).session().caller().organisations();
    }

    private static int status(Admission admission) {
        assertThat(admission).isInstanceOf(Refused.class);
        return ((Refused) admission).status();
    }

    @Test
    void theConfiguredTokenSeesAllOrganisationsAndAsksNobody() {
        Admission admission =
                callers(Optional.of(List.of()), Optional.of(List.of())).admit(bearer(STATIC));

        assertThat(organisations(admission)).containsExactlyInAnyOrder(ACME, BETA);
        assertThat(((Admitted) admission).session()).isInstanceOf(CallerSession.Configured.class);
        assertThat(account.asked).isEmpty();
    }

    @Test
    void anAccountTokenHasTheOrganisationsThatListIt() {
        account.knows(TOKEN, "7", "8");

        Callers callers = callers(Optional.of(List.of("8")), Optional.of(List.of("9")));

        assertThat(organisations(callers.admit(bearer(TOKEN)))).containsExactly(ACME);
    }

    @Test
    void aPartnersAccountIsNotAdmitted() {
        account.knows(TOKEN, "66", "67");

        assertThat(status(callers(Optional.of(List.of("8")), Optional.of(List.of("9")))
                        .admit(bearer(TOKEN))))
                .isEqualTo(403);
    }

    @Test
    void anEmptyListAdmitsNobody() {
        account.knows(TOKEN, "7");
        account.own.put(ACME, Set.of("7"));
        account.own.put(BETA, Set.of("7"));

        assertThat(status(
                        callers(Optional.of(List.of()), Optional.of(List.of())).admit(bearer(TOKEN))))
                .isEqualTo(403);
    }

    @Test
    void withoutAListTheAccountsOfTheOwnSessionCount() {
        account.knows(TOKEN, "7");
        account.own.put(ACME, Set.of("6", "7"));
        account.own.put(BETA, Set.of("9"));

        assertThat(organisations(callers(Optional.empty(), Optional.empty()).admit(bearer(TOKEN))))
                .containsExactly(ACME);
    }

    @Test
    void anOwnSessionThatIsAwayAdmitsNobodyAndRefusesNobody() {
        account.knows(TOKEN, "7");

        assertThat(callers(Optional.empty(), Optional.of(List.of("9"))).admit(bearer(TOKEN)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void anAccountThatIsAwayIsNotRememberedAsRefusal() {
        account.tokens.put("Bearer " + TOKEN, new TokenInfo.Unavailable("away"));
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));
        assertThat(callers.admit(bearer(TOKEN))).isInstanceOf(Unavailable.class);

        account.knows(TOKEN, "7");

        assertThat(organisations(callers.admit(bearer(TOKEN)))).containsExactly(ACME);
    }

    @Test
    void goodAndBadAnswersAreRememberedForATime() {
        account.knows(TOKEN, "7");
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));
        callers.admit(bearer(TOKEN));
        callers.admit(bearer("wrong.token.here"));
        assertThat(account.asked).hasSize(2);

        callers.admit(bearer(TOKEN));
        callers.admit(bearer("wrong.token.here"));

        assertThat(account.asked).hasSize(2);
        assertThat(callers.remembered(bearer(TOKEN))).isPresent();
    }

    @Test
    void nothingIsRememberedLongerThanConfigured() {
        account.knows(TOKEN, "7");
        Callers callers = callers(Duration.ZERO, Optional.of(List.of("7")), Optional.of(List.of()));
        callers.admit(bearer(TOKEN));
        account.tokens.clear();

        assertThat(status(callers.admit(bearer(TOKEN)))).isEqualTo(401);
    }

    @Test
    void aTokenThatIsNotOneOfAccountNeverLeaves() {
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));

        assertThat(status(callers.admit(bearer(STATIC + "x")))).isEqualTo(401);
        assertThat(account.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "Bearer a,b", "Bearerx", "Bearer a\tb"})
    void refusesAMalformedHeader(String header) {
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));

        assertThat(status(callers.admit(new Credentials(List.of(header), Set.of()))))
                .isEqualTo(401);
        assertThat(account.asked).isEmpty();
    }

    @Test
    void refusesNoneTwoAndOnesInTheQuery() {
        Callers callers = callers(Optional.of(List.of("7")), Optional.of(List.of()));
        String good = "Bearer " + STATIC;

        assertThat(status(callers.admit(new Credentials(List.of(), Set.of())))).isEqualTo(401);
        assertThat(status(callers.admit(new Credentials(List.of(good, good), Set.of()))))
                .isEqualTo(400);
        assertThat(status(callers.admit(new Credentials(List.of(good), Set.of("access_token")))))
                .isEqualTo(400);
    }

    @Test
    void withoutAnyCredentialConfiguredEverybodyIsRefused() {
        Callers callers = new Callers(
                new CallersConfig(List.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), 10), Map.of(), account);
        account.knows(TOKEN, "7");

        assertThat(status(callers.admit(bearer(STATIC)))).isEqualTo(401);
        assertThat(status(callers.admit(bearer(TOKEN)))).isEqualTo(403);
    }

    @Test
    void aShortOrMissingTokenRefusesTheStart() throws IOException {
        Files.writeString(tokenFile, "short");
        assertThatThrownBy(() -> callers(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("callers.tokens")
                .hasMessageNotContaining("short ");
        Files.delete(tokenFile);
        assertThatThrownBy(() -> callers(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(tokenFile.toString());
    }

    @Test
    void nothingPrintsAToken() {
        account.knows(TOKEN, "7");
        Admission admission =
                callers(Optional.of(List.of("7")), Optional.of(List.of())).admit(bearer(TOKEN));

        assertThat(admission.toString() + bearer(TOKEN)).doesNotContain(TOKEN);
    }
}
