package io.traceconnector.app.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Sight;
import io.traceconnector.api.TenantId;
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
    private static final Feed FEED = new Feed(ACME, new WorkflowId("201"));
    private static final Caller CALLER = new Caller("rules", new TenantId("default"), Set.of(ACME), Sight.unlimited());

    private final FakeLinkWriting outbox = new FakeLinkWriting();
    private final List<LinkValidator> validators = new ArrayList<>();
    private final ModuleWrites writer =
            new ModuleWrites("rules", outbox, new Validation(() -> validators), Clock.systemUTC());

    private TraceId write(Optional<TraceId> trace, String data) {
        return writer.write(CALLER, FEED, trace, "comment", Json.of(data.getBytes(UTF_8)), "k");
    }

    @Test
    void acceptsALinkUnderTheModulesOwnKey() {
        TraceId trace = new TraceId("8a726073-3e46-4a54-a001-4f6d729b15c1");

        assertThat(write(Optional.of(trace), "{\"a\":1}")).isEqualTo(trace);

        Submission submission = outbox.submissions.getFirst();
        assertThat(submission.caller()).isEqualTo("module:rules");
        assertThat(submission.key().orElseThrow().value()).isEqualTo("k");
        assertThat(submission.requests().getFirst().first()).isFalse();
    }

    @Test
    void anotherLinkIsAnotherRequest() {
        write(Optional.empty(), "{\"a\":1}");
        write(Optional.empty(), "{\"a\":1}");
        write(Optional.empty(), "{\"a\":2}");

        assertThat(outbox.submissions)
                .extracting(
                        submission -> new String(submission.key().orElseThrow().request(), UTF_8))
                .satisfies(requests -> {
                    assertThat(requests.get(0)).isEqualTo(requests.get(1)).isNotEqualTo(requests.get(2));
                });
        assertThat(outbox.submissions.getFirst().requests().getFirst().first()).isTrue();
    }

    @Test
    void writesForTheCallersOrganisationsOnly() {
        assertThatThrownBy(() -> writer.write(
                        CALLER,
                        new Feed(new OrganisationId("beta"), FEED.workflow()),
                        Optional.empty(),
                        "comment",
                        Json.of("{}".getBytes(UTF_8)),
                        "k"))
                .isInstanceOf(ProblemException.class);
        assertThat(outbox.submissions).isEmpty();
    }

    @Test
    void isJudgedLikeEverybody() {
        validators.add(draft -> List.of(new LinkValidator.Reason("/a", "no", "not this")));

        assertThatThrownBy(() -> write(Optional.empty(), "{\"a\":1}")).isInstanceOf(ProblemException.class);
        assertThat(outbox.submissions).isEmpty();
    }
}
