package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Verification;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.chainscript.Algorithms;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies links and opens their envelopes with the customer's keys. Safe for many threads. */
public final class Decryptor implements LinkOpener, FeedOpener, TraceOpener, AutoCloseable {

    /**
     * @param algorithms AES-GCM and the verification of signatures; RSA is the key ring's
     */
    public Decryptor(
            DecryptConfig config,
            KeyRing keys,
            Signers signers,
            Algorithms algorithms,
            Clock clock,
            MeterRegistry meters) {}

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        return new Result(
                new Closed(Reason.UNAVAILABLE), new Verification(false, List.of(), Verification.Parent.UNCHECKED));
    }

    @Override
    public Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
        return new Closed(Reason.UNAVAILABLE);
    }

    @Override
    public List<Segment> open(Feed feed, List<ReceivedLink> links) {
        throw new KeyUnavailableException("nothing opens links yet");
    }

    @Override
    public List<Segment> openTrace(Feed feed, List<ReceivedLink> links) {
        throw new KeyUnavailableException("nothing opens links yet");
    }

    @Override
    public void close() {}
}
