package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Verification;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.ReceivedLink;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies links and opens their envelopes with the customer's keys. Safe for many threads. */
public final class Decryptor implements LinkOpener, FeedOpener, TraceOpener, AutoCloseable {

    /**
     * @param signers asked for the accounts of a workflow when a key is met that is not pinned
     * @param data the directory of the signers' pins; made when missing
     */
    public Decryptor(
            DecryptConfig config, KeyRing keys, SignerSource signers, Path data, Clock clock, MeterRegistry meters) {}

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        return new Result(
                new Closed(Reason.UNAVAILABLE), new Verification(false, List.of(), Verification.Parent.UNCHECKED));
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
