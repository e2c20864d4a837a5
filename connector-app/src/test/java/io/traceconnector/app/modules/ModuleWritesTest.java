package io.traceconnector.app.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.LinkWriter.NewLink;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.outbox.FakeLinkWriting;
import io.traceconnector.app.outbox.Submission;
import io.traceconnector.app.seal.Validation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModuleWritesTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final Caller CALLER = new Caller("rules", Set.of(ACME));

    private final FakeLinkWriting outbox = new FakeLinkWriting();
    private final List<LinkValidator> validators = new ArrayList<>();
    private final ModuleWrites writer =
            new ModuleWrites("rules", outbox, new Validation(() -> validators), Clock.systemUTC());

    private static NewLink link(OrganisationId organisation, Optional<TraceId> trace, String data) {
        return new NewLink(
                organisation,
                new WorkflowId("201"),
                trace,
                "comment",
                Optional.empty(),
                Json.of(data.getBytes(UTF_8)),
                List.of("by-rule"));
    }

    @Test
    void acceptsALinkUnderTheModulesOwnKey() {
        TraceId trace = new TraceId("8a726073-3e46-4a54-a001-4f6d729b15c1");

        assertThat(writer.write(CALLER, link(ACME, Optional.of(trace), "{\"a\":1}"), "k"))
                .isEqualTo(trace);

        Submission submission = outbox.submissions.getFirst();
        assertThat(submission.caller()).isEqualTo("module:rules");
        assertThat(submission.key().orElseThrow().value()).isEqualTo("k");
        assertThat(submission.requests().getFirst().first()).isFalse();
        assertThat(submission.requests().getFirst().tags()).containsExactly("by-rule");
    }

    @Test
    void anotherLinkIsAnotherRequest() {
        writer.write(CALLER, link(ACME, Optional.empty(), "{\"a\":1}"), "k");
        writer.write(CALLER, link(ACME, Optional.empty(), "{\"a\":1}"), "k");
        writer.write(CALLER, link(ACME, Optional.empty(), "{\"a\":2}"), "k");

        assertThat(outbox.submissions)
                .extracting(submission -> new String(submission.key().orElseThrow().request(), UTF_8))
                .satisfies(requests -> {
                    assertThat(requests.get(0)).isEqualTo(requests.get(1)).isNotEqualTo(requests.get(2));
                });
        assertThat(outbox.submissions.getFirst().requests().getFirst().first()).isTrue();
    }

    @Test
    void writesForTheCallersOrganisationsOnly() {
        assertThatThrownBy(() ->
                        writer.write(CALLER, link(new OrganisationId("beta"), Optional.empty(), "null"), "k"))
                .isInstanceOf(ProblemException.class);
        assertThat(outbox.submissions).isEmpty();
    }

    @Test
    void isJudgedLikeEverybody() {
        validators.add(draft -> List.of(new LinkValidator.Reason("/a", "no", "not this")));

        assertThatThrownBy(() -> writer.write(CALLER, link(ACME, Optional.empty(), "{\"a\":1}"), "k"))
                .isInstanceOf(ProblemException.class);
        assertThat(outbox.submissions).isEmpty();
    }
}
