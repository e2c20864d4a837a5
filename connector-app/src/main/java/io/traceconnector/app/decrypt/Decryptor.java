package io.traceconnector.app.decrypt;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.Signer;
import io.traceconnector.app.decrypt.Examination.Read;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.local.LocalKeyOwner;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Verifies links and opens their envelopes with the customer's keys. Safe for many threads.
 *
 * <ol>
 *   <li>The hash is recomputed and the signatures are verified; a link with which something is wrong stays closed.
 *   <li>Data encrypted for a key of the asking organisations is opened: one unwrap a link and key, whoever asks meanwhile waits for it.
 *   <li>In the links' order it is judged who signed, whether the parent is there, and whether the wrapped key belongs to another link.
 * </ol>
 *
 * <p>What bytes prove and the symmetric keys are remembered, and kept on disk under the key that opened them; who signed and whose a wrapped key is, is judged at each read.
 */
public final class Decryptor implements LinkOpener, FeedOpener, TraceOpener, AutoCloseable {

    /** Of all feeds together, so that a parent on an earlier page is found. */
    private static final int RECENT_LINKS = 50_000;

    private final RememberedKeys remembered;
    private final Optional<KeptStores> kept;
    private final Examiner examiner;
    private final Judge judge;
    private final Signers signers;
    private final Workers workers;
    private final Parents recent = Parents.ofFeed(RECENT_LINKS);

    /**
     * @param algorithms AES-GCM and the verification of signatures; RSA is the key ring's
     * @param data the directory of links that are kept, made when missing; empty where none are
     */
    public Decryptor(
            DecryptConfig config,
            KeyRing keys,
            Signers signers,
            Algorithms algorithms,
            Optional<Path> data,
            Clock clock,
            MeterRegistry meters) {
        int parallel =
                config.parallelUnwraps() == 0 ? Runtime.getRuntime().availableProcessors() : config.parallelUnwraps();
        DecryptMetrics metrics = new DecryptMetrics(meters);
        RecipientKeys recipients = new RecipientKeys();
        remembered = new RememberedKeys(config.rememberedLinks(), config.rememberFor(), clock);
        Unwraps unwraps = new Unwraps(keys, parallel, config.unwrapDeadline(), metrics.unwraps());
        KeptMetrics keptMetrics = new KeptMetrics(meters);
        kept = data.filter(directory -> config.kept().enabled())
                .map(directory -> new KeptStores(
                        directory,
                        keys,
                        (organisation, key) -> new KeptStore(
                                KeptStores.directory(directory, key.id()),
                                new LocalKeyOwner(organisation, key, keys, unwraps::unwrap, algorithms),
                                KeptBound.ofLinks(config.kept().links()),
                                keptMetrics),
                        keptMetrics));
        KeptLinks keptLinks = new KeptLinks(() -> kept.map(KeptStores::all).orElse(Map.of()), keptMetrics);
        EnvelopeOpener envelopes =
                new EnvelopeOpener(unwraps, new Envelopes(algorithms), remembered, keptLinks, metrics);
        FactFinder facts = new FactFinder(
                new LinkSignatures(new MessageSignatures(algorithms)), recipients, config.maxRecipients());
        examiner = new Examiner(
                config, keys, facts, new KnownFacts(config, facts, keptLinks, clock), recipients, envelopes);
        this.signers = signers;
        judge = new Judge(signers, new WrappedBlocks(config.rememberedBlocks()), metrics);
        workers = new Workers(parallel);
    }

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        return prepare(organisations, raw, form, stated).get();
    }

    @Override
    public Supplier<Result> prepare(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        Examination examined = examiner.examine(organisations, raw, form, stated, false);
        return () -> result(organisations, examined);
    }

    @Override
    public Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
        Opening opening = examiner.openData(organisations, data, meta);
        return judge.payload(opening, stated.map(Sha256::ofHash), false);
    }

    @Override
    public List<Segment> open(Feed feed, List<ReceivedLink> links) {
        List<Segment> segments = segments(feed, links, recent);
        // What consumers are given stays with them: a signer must not count as unknown because nobody could be asked.
        if (segments.stream().anyMatch(segment -> segment.verification().signer() == Signer.UNKNOWN)
                && signers.unanswered(feed.workflow().value())) {
            throw new TraceException(
                    TraceException.Kind.UNAVAILABLE,
                    "the accounts of workflow " + feed.workflow() + " are not known yet");
        }
        return segments;
    }

    @Override
    public List<Segment> openTrace(Feed feed, List<ReceivedLink> links) {
        return segments(feed, links, Parents.ofTrace(links.size()));
    }

    /** Writes what waits to be kept on disk, and wipes the symmetric keys that are remembered. */
    @Override
    public void close() {
        kept.ifPresent(KeptStores::close);
        remembered.close();
    }

    private Result result(Set<OrganisationId> organisations, Examination examined) {
        boolean root = examined instanceof Read read && read.facts().root();
        Verification verification =
                judge.verification(organisations, examined, root ? Parent.ROOT : Parent.UNCHECKED, Optional.empty());
        Payload payload = judge.payload(examined.opening(), examined.identity(), verification.verified());
        return new Result(payload, verification);
    }

    private List<Segment> segments(Feed feed, List<ReceivedLink> links, Parents parents) {
        Set<OrganisationId> reader = Set.of(feed.organisation());
        List<Examination> examined = workers.map(links, link -> examine(reader, link));
        for (int i = 0; i < links.size(); i++) {
            if (examined.get(i) instanceof Read read) {
                parents.add(feed, read, links.get(i).stated());
            }
        }
        List<Segment> segments = new ArrayList<>(links.size());
        for (int i = 0; i < links.size(); i++) {
            segments.add(segment(feed, links.get(i), examined.get(i), parents));
        }
        return segments;
    }

    private Examination examine(Set<OrganisationId> reader, ReceivedLink link) {
        Examination examined = examiner.examine(reader, link.raw(), link.form(), Optional.of(link.stated()), true);
        if (examined.opening() instanceof Opening.KeyAway(String reason)) {
            throw new KeyUnavailableException(reason);
        }
        return examined;
    }

    private Segment segment(Feed feed, ReceivedLink link, Examination examined, Parents parents) {
        Parent parent = examined instanceof Read read ? parents.of(feed, read) : Parent.UNCHECKED;
        Verification verification =
                judge.verification(Set.of(feed.organisation()), examined, parent, Optional.of(feed.workflow()));
        Payload payload = judge.payload(examined.opening(), examined.identity(), verification.verified());
        return Segments.of(feed, link, examined, payload, verification);
    }
}
