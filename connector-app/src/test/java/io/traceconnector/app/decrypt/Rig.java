package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Segment;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.decrypt.LinkOpener.Result;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A decryptor and all that a test turns around it. */
final class Rig {

    static final OrganisationId US = new OrganisationId("us");
    static final OrganisationId SISTER = new OrganisationId("sister");
    static final Feed FEED = new Feed(US, new WorkflowId(TestLinks.WORKFLOW));
    static final Feed SISTERS_FEED = new Feed(SISTER, new WorkflowId(TestLinks.WORKFLOW));

    final FakeKeyRing keys = new FakeKeyRing().with("us", TestLinks.OURS);
    final FakeSigners trace = new FakeSigners().with("alice", TestLinks.ALICE);
    final FakeClock clock = new FakeClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Decryptor decryptor;

    Rig(Path data) {
        this(data, config());
    }

    Rig(Path data, DecryptConfig config) {
        Signers signers = new Signers(config, trace, data, clock, meters);
        decryptor = new Decryptor(config, keys, signers, Algorithms.platform(), clock, meters);
    }

    static DecryptConfig config() {
        return config(Map.of());
    }

    static DecryptConfig config(Map<String, Map<String, List<String>>> pinned) {
        return new DecryptConfig(
                1 << 20,
                4,
                1000,
                Duration.ofMinutes(30),
                1000,
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                pinned);
    }

    Result open(Link link, OrganisationId... organisations) {
        return open(LinkJson.write(link), link, organisations);
    }

    /** Opens these bytes under the hash of that link. */
    Result open(byte[] raw, Link link, OrganisationId... organisations) {
        return decryptor.open(Set.of(organisations), raw, Optional.empty(), Optional.of(TestLinks.hash(link)));
    }

    List<Segment> page(Link... links) {
        return page(FEED, links);
    }

    List<Segment> page(Feed feed, Link... links) {
        return decryptor.open(
                feed, Arrays.stream(links).map(TestLinks::received).toList());
    }

    double count(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }
}
