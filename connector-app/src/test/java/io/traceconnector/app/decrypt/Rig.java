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

    final FakeKeyRing keys;
    final FakeSigners trace = new FakeSigners().with("alice", TestLinks.ALICE);
    final FakeClock clock = new FakeClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Decryptor decryptor;

    Rig(Path data) {
        this(data, config());
    }

    Rig(Path data, DecryptConfig config) {
        this(data, config, new FakeKeyRing().with("us", TestLinks.OURS), Optional.empty());
    }

    /** With links kept on disk. */
    Rig(Path data, DecryptConfig config, FakeKeyRing keys, Optional<Path> kept) {
        this.keys = keys;
        Signers signers = new Signers(config, trace, data, clock, meters);
        decryptor = new Decryptor(config, keys, signers, Algorithms.platform(), kept, clock, meters);
    }

    static DecryptConfig config() {
        return config(Map.of());
    }

    static DecryptConfig config(Map<String, Map<String, List<String>>> pinned) {
        return config(1000, new KeptConfig(true, 1000), pinned);
    }

    static DecryptConfig config(KeptConfig kept) {
        return config(1000, kept, Map.of());
    }

    /** Remembers nothing in memory. */
    static DecryptConfig forgetful() {
        return config(0, new KeptConfig(true, 1000), Map.of());
    }

    private static DecryptConfig config(
            int rememberedLinks, KeptConfig kept, Map<String, Map<String, List<String>>> pinned) {
        return new DecryptConfig(
                1 << 20,
                4,
                rememberedLinks,
                Duration.ofMinutes(30),
                1000,
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                kept,
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

    double gauge(String meter) {
        return meters.get(meter).gauge().value();
    }

    double count(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }
}
