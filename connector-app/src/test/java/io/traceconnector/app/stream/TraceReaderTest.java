package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Condition;
import io.traceconnector.api.Feed;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Sight;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.TraceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TraceReaderTest {

    private static final OrganisationId OURS = new OrganisationId("ours");
    private static final OrganisationId SISTER = new OrganisationId("sister");
    private static final WorkflowId WORKFLOW = new WorkflowId("7");
    private static final TenantId TENANT = new TenantId("default");
    private static final Caller BOTH = new Caller("both", TENANT, Set.of(OURS, SISTER), Sight.unlimited());
    private static final TraceId TRACE = new TraceId("trace-0");

    private final FakeKeys keys = new FakeKeys().add(OURS, "k1").add(SISTER, "k2");
    private final FakeLinks trace = new FakeLinks();
    private final TraceReader reader = new TraceReader(trace, new FakeOpener(keys), keys);

    @Test
    void givesEachLinkAsTheOrganisationThatOpensItSeesIt() {
        trace.add(WORKFLOW, 1, "k1").add(WORKFLOW, 1, "k2");
        List<Segment> segments = reader.trace(BOTH, TRACE);

        assertThat(segments).hasSize(2).allMatch(segment -> segment.payload() instanceof Payload.Opened);
        assertThat(segments)
                .extracting(Segment::feed)
                .containsExactly(new Feed(OURS, WORKFLOW), new Feed(SISTER, WORKFLOW));
    }

    @Test
    void usesNoKeysOfAnotherOrganisation() {
        trace.add(WORKFLOW, 1, "k1").add(WORKFLOW, 1, "k2");
        List<Segment> segments = reader.trace(new Caller("one", TENANT, Set.of(OURS), Sight.unlimited()), TRACE);

        assertThat(segments.get(0).payload()).isInstanceOf(Payload.Opened.class);
        assertThat(segments.get(1).payload()).isInstanceOf(Payload.NotForUs.class);
        assertThat(reader.trace(new Caller("nobody", TENANT, Set.of(), Sight.unlimited()), TRACE))
                .isEmpty();
        assertThat(reader.trace(
                        new Caller("stranger", TENANT, Set.of(new OrganisationId("other")), Sight.unlimited()), TRACE))
                .isEmpty();
    }

    @Test
    void showsLinksAsTheCallersSightLetsThemBeSeen() {
        trace.add(WORKFLOW, 1, "k1").add(WORKFLOW, 1, "k2");
        LinkHash first = trace.links(WORKFLOW).get(0).hash();
        LinkHash last = trace.links(WORKFLOW).get(1).hash();
        Caller restricted = new Caller("restricted", TENANT, Set.of(OURS, SISTER), new FakeSight(first));

        assertThat(reader.trace(BOTH, TRACE)).hasSize(2);
        assertThat(reader.trace(restricted, TRACE)).extracting(Segment::payload).containsExactly(FakeSight.SHOWN);
        assertThat(reader.link(restricted, TRACE, first)).isEmpty();
        assertThat(reader.link(restricted, TRACE, last)).map(Segment::payload).contains(FakeSight.SHOWN);
    }

    @Test
    void aTraceOfWhichNothingIsSeenIsAsUnknownAsOneThatDoesNotExist() {
        trace.add(WORKFLOW, 1, "k1");
        LinkHash only = trace.links(WORKFLOW).getFirst().hash();
        Caller restricted = new Caller("restricted", TENANT, Set.of(OURS), new FakeSight(only));

        assertThat(reader.trace(BOTH, TRACE)).hasSize(1);
        assertThat(reader.trace(restricted, TRACE)).isEqualTo(reader.trace(restricted, new TraceId("unknown")));
    }

    /** Hides one link, and shows the same data of all others that were opened. */
    private record FakeSight(LinkHash hidden) implements Sight {

        static final Payload SHOWN = new Payload.Opened(Json.of("\"***\"".getBytes(StandardCharsets.UTF_8)));

        @Override
        public Condition rows() {
            return Condition.nothing();
        }

        @Override
        public List<FieldRule> fields() {
            return List.of();
        }

        @Override
        public Optional<Segment> of(Segment link) {
            return link.hash().equals(hidden) || !(link.payload() instanceof Payload.Opened)
                    ? Optional.empty()
                    : Optional.of(new Segment(
                            link.feed(),
                            link.cursor(),
                            link.hash(),
                            link.trace(),
                            link.parent(),
                            link.priority(),
                            link.action(),
                            link.state(),
                            link.tags(),
                            link.references(),
                            link.metadata(),
                            SHOWN,
                            link.verification()));
        }
    }

    @Test
    void findsOneLinkOfATrace() {
        trace.add(WORKFLOW, 3, "k1");
        LinkHash hash = trace.links(WORKFLOW).get(1).hash();

        assertThat(reader.link(BOTH, TRACE, hash)).map(Segment::hash).contains(hash);
        assertThat(reader.link(BOTH, new TraceId("unknown"), hash)).isEmpty();
    }

    @Test
    void givesWhatOneOrganisationSeesWhenTraceRefusesTheOther() {
        trace.add(WORKFLOW, 2, "k1");
        trace.down(SISTER, new TraceException(TraceException.Kind.REFUSED, "permission denied"));

        assertThat(reader.trace(BOTH, TRACE)).hasSize(2);
    }

    @Test
    void failsRatherThanGivingHalfOfATrace() {
        trace.add(WORKFLOW, 2, "k1");
        trace.down(SISTER, new TraceException(TraceException.Kind.UNAVAILABLE, "down"));

        assertThatThrownBy(() -> reader.trace(BOTH, TRACE)).isInstanceOf(TraceException.class);
    }

    @Test
    void leavesOutALinkOfAnotherTrace() {
        trace.add(WORKFLOW, 2, "k1");
        TraceReader planted = new TraceReader(
                trace,
                (feed, links) -> new FakeOpener(keys)
                        .openTrace(
                                feed,
                                List.of(
                                        FakeLink.of(1, "k1").received(),
                                        FakeLink.of(5, "k1").received())),
                keys);

        assertThat(planted.trace(new Caller("one", TENANT, Set.of(OURS), Sight.unlimited()), TRACE))
                .extracting(Segment::trace)
                .containsExactly(TRACE);
    }

    @Test
    void refusesATraceThatIsTooLong() {
        trace.addToOneTrace(WORKFLOW, TraceReader.MOST_LINKS + 1, "k1");
        assertThatThrownBy(() -> reader.trace(BOTH, TRACE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("trace_too_long"));
    }
}
