package io.traceconnector.app.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.pdp.DecisionPointAwayException;
import io.traceconnector.app.callers.pdp.Opinion;
import io.traceconnector.app.callers.pdp.Question;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.tokens.FakeTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A decision point confirms what the tenant's policy allows, and can only take away. */
final class SecondOpinionTest {

    private static final TenantId TENANT = TenantDirectory.DEFAULT;
    private static final Demand READ = new Demand.Grant("links:read", SpaceKind.OPERATIONAL);
    private static final Demand WRITE = new Demand.Grant("links:write", SpaceKind.OPERATIONAL);
    private static final RequestFacts FACTS = TestingFacts.of("Bearer t");

    private final FakeAuthenticator known = new FakeAuthenticator("");
    private final FakeDecisionPoint point = new FakeDecisionPoint();
    private final Callers callers = new Callers(
            List.of(known),
            new TenantDirectory(Map.of(), Set.of(new OrganisationId("acme")), List::of),
            new BuiltInRoles(),
            (patterns, path) -> true,
            new FakeTime(),
            Possession.none(),
            Optional.of(point));

    private void knows(String role, Map<String, Set<String>> claims) {
        known.knows(
                "t",
                new Principal(
                        "service-account:1",
                        Principal.Kind.SERVICE_ACCOUNT,
                        Optional.of("jane"),
                        Map.of(TENANT, Rights.of(role)),
                        claims,
                        Instant.MAX,
                        "c1"));
    }

    private Admission ask(Demand demand) {
        return callers.admit(FACTS, TestingFacts.asks(demand));
    }

    private CallerSession.Entered entered(Demand demand) {
        assertThat(ask(demand)).isInstanceOf(Admission.Admitted.class);
        return (CallerSession.Entered) ((Admission.Admitted) ask(demand)).session();
    }

    @Test
    void whatThePolicyDeniesIsNotAsked() {
        knows("connector.reader", Map.of());

        assertThat(ask(WRITE))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("insufficient_scope"));
        assertThat(point.asked).isEmpty();

        assertThat(ask(READ)).isInstanceOf(Admission.Admitted.class);
        assertThat(point.asked).hasSize(1);
    }

    @Test
    void nobodyThatIsNotRecognisedIsAskedAbout() {
        assertThat(ask(READ)).isInstanceOf(Admission.Refused.class);
        assertThat(point.asked).isEmpty();
    }

    @Test
    void isAskedWhoWantsWhatOfWhat() {
        knows("connector.reader", Map.of("groups", Set.of("north")));

        ask(READ);

        Question question = point.asked.getFirst();
        assertThat(question.tenant()).isEqualTo(TENANT);
        assertThat(question.caller().id()).isEqualTo("service-account:1");
        assertThat(question.need().action()).isEqualTo("links:read");
        assertThat(question.target()).isEqualTo(TestingFacts.TARGET);
    }

    @Test
    void aYesStandsAmongTheRulesThatDecided() {
        knows("connector.reader", Map.of());

        assertThat(entered(READ).permission().rules()).containsExactly("role connector.reader", "pdp");
    }

    @Test
    void aNoIsARefusalAndNoAnswerIsNotOne() {
        knows("connector.reader", Map.of());

        point.rule = question -> Opinion.DENIED;
        assertThat(ask(READ)).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("denied_by_pdp");
            assertThat(refused.rules()).containsExactly("pdp");
            assertThat(refused.principal()).isPresent();
        });

        point.rule = question -> Opinion.AWAY;
        assertThat(ask(READ)).isInstanceOfSatisfying(Admission.Unavailable.class, away -> {
            assertThat(away.code()).isEqualTo("pdp_unavailable");
            assertThat(away.rules()).containsExactly("pdp");
            assertThat(away.principal()).isPresent();
        });
    }

    @Test
    void withoutBlockingOnlyWhatIsRememberedCounts() {
        knows("connector.reader", Map.of());
        Asked asked = TestingFacts.asks(READ);
        assertThat(callers.remembered(FACTS, asked)).isEmpty();
        assertThat(point.asked).isEmpty();

        ask(READ);
        assertThat(callers.remembered(FACTS, asked))
                .hasValueSatisfying(admission -> assertThat(admission).isInstanceOf(Admission.Admitted.class));

        point.said.replaceAll((question, opinion) -> Opinion.DENIED);
        assertThat(callers.remembered(FACTS, asked))
                .hasValueSatisfying(admission -> assertThat(admission).isInstanceOf(Admission.Refused.class));
        assertThat(point.asked).hasSize(1);
    }

    @Test
    void whatTheCallerMayBesidesIsAskedToo() {
        knows("connector.writer", Map.of());
        CallerSession.Entered session = entered(READ);
        assertThat(session.may().test("links:write")).isTrue();
        assertThat(point.asked.getLast().need().action()).isEqualTo("links:write");

        int before = point.asked.size();
        assertThat(session.may().test("relay:use")).isFalse();
        assertThat(point.asked).as("the policy allows no relay").hasSize(before);

        point.rule = question -> Opinion.DENIED;
        assertThat(session.may().test("links:write")).isFalse();
        point.rule = question -> Opinion.AWAY;
        assertThatThrownBy(() -> session.may().test("links:write")).isInstanceOf(DecisionPointAwayException.class);
    }

    @Test
    void whoeverIsRecognisedAloneIsAskedAboutAsAnAdministrator() {
        knows("connector.admin", Map.of());
        point.rule = question -> Opinion.DENIED;

        Admission admission = ask(new Demand.Recognition());

        CallerSession.Recognised session = (CallerSession.Recognised) ((Admission.Admitted) admission).session();
        assertThat(point.asked).isEmpty();
        assertThat(session.administers().test(TENANT)).isFalse();
        assertThat(point.asked.getLast().need().action()).isEqualTo("tenant:admin");
        point.rule = question -> Opinion.ALLOWED;
        assertThat(session.administers().test(TENANT)).isTrue();
    }

    @Test
    void whereOneOfTwoActionsWillDoItIsAskedAboutTheOneThatThePolicyAllows() {
        knows("connector.admin", Map.of());
        Demand.Grant usual = new Demand.Grant("workflows:read", SpaceKind.DEFINITIONAL);

        ask(new Demand.OneOf(usual, Demand.Grant.administration()));

        assertThat(point.asked)
                .singleElement()
                .satisfies(question -> assertThat(question.need().action()).isEqualTo("tenant:admin"));
    }

    @Test
    void anAnswerThatLastsEndsWithItsYes() {
        knows("connector.reader", Map.of());
        CallerSession session = entered(READ);
        assertThat(session.holds()).isTrue();

        for (Opinion other : List.of(Opinion.DENIED, Opinion.AWAY)) {
            point.rule = question -> other;
            assertThat(session.holds()).as("%s", other).isFalse();
        }

        point.rule = question -> Opinion.ALLOWED;
        assertThat(session.holds()).isTrue();
    }

    @Test
    void anAnswerThatLastsIsAskedAboutWithItsCallersClaimsOfNow() {
        point.rule = question ->
                question.caller().claims().getOrDefault("groups", Set.of()).contains("north")
                        ? Opinion.ALLOWED
                        : Opinion.DENIED;
        knows("connector.reader", Map.of("groups", Set.of("north")));
        CallerSession session = entered(READ);
        assertThat(session.holds()).isTrue();

        knows("connector.reader", Map.of("groups", Set.of("south")));

        assertThat(session.holds()).isFalse();
    }
}
