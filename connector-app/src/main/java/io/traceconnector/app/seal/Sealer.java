package io.traceconnector.app.seal;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.trace.Participations;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.KeyFingerprint;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.chainscript.SignedLink;
import io.traceconnector.chainscript.Signer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Makes links of both generations (trace-protocol sections 3 and 5.5). Form data is in clear only where configuration says so of the workflow; else
 * for the owners of all its groups, who are pinned, and recorded with every link before it is handed out. Safe for many threads.
 */
public final class Sealer implements Sealing, DraftSealing, AutoCloseable {

    private final Map<WorkflowId, WorkflowConfig> workflows;
    private final FormData forms;
    private final WorkflowViews views;
    private final Readers readers;
    private final RecipientAdministration recipients;
    private final SigningKeys signing;
    private final LinkSealing sealing;
    private final LinkSignatures signatures;

    /**
     * @param workflows those for which something else than the standard is configured
     * @param directory of pins and of the record of readers; made when it is needed
     */
    public Sealer(
            SealConfig config,
            Map<WorkflowId, WorkflowConfig> workflows,
            Participations trace,
            KeyRing keys,
            Algorithms algorithms,
            Path directory,
            Clock clock) {
        this.workflows = Map.copyOf(workflows);
        this.forms = new FormData(config.maxData());
        this.views = new WorkflowViews(config, trace, clock);
        RecipientGuard guard = new RecipientGuard(directory);
        this.readers = new Readers(keys, guard, new ReadersLog(directory, clock), clock);
        this.recipients = new ApprovedRecipients(keys, guard, views, this::config);
        this.signing = new SigningKeys(keys);
        this.signatures = new LinkSignatures(new MessageSignatures(algorithms));
        this.sealing = new LinkSealing(new Envelopes(algorithms), signatures);
    }

    @Override
    public SealedLink seal(LinkRequest request, Optional<Parent> parent) {
        if (request.first() == parent.isPresent()) {
            throw new IllegalArgumentException("a link has a parent unless it begins its trace");
        }
        WorkflowId workflow = request.workflow();
        RowId.require(workflow);
        parent.ifPresent(link -> link.requireSamePlace(request));
        Optional<byte[]> data = forms.of(request.data());
        Feed feed = new Feed(request.organisation(), workflow);
        WorkflowView view = views.of(feed);
        if (data.isPresent() && !isClear(workflow)) {
            // First: where Trace names no recipients it may name no groups either, and the request is not at fault.
            view.recipients();
        }
        Draft.Parts draft = new Draft(request, parent, view).parts();
        if (data.isEmpty()) {
            return signed(feed, draft.whole());
        }
        return switch (config(workflow).data()) {
            case CLEAR -> clear(feed, draft.whole(), data.get());
            case ENCRYPTED ->
                encrypted(
                        feed,
                        request.trace(),
                        view,
                        (keys, signer) -> sealing.sealed(draft.bare(), draft.metadata(), data.get(), keys, signer));
        };
    }

    @Override
    public boolean isClear(WorkflowId workflow) {
        return config(workflow).data() == WorkflowConfig.Data.CLEAR;
    }

    @Override
    public Set<KeyFingerprint> recipients(OrganisationId organisation, WorkflowId workflow) {
        Feed feed = feed(organisation, workflow);
        return admitted(feed, views.of(feed)).keys().stream()
                .map(key -> key.publicKey().fingerprint())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public SealedLink seal(OrganisationId organisation, Link draft, byte[] form) {
        Feed feed = feed(organisation, new WorkflowId(draft.meta().process().name()));
        Optional<byte[]> data = forms.of(Optional.of(Json.of(form)));
        if (data.isEmpty()) {
            return signed(feed, draft);
        }
        return isClear(feed.workflow())
                ? clear(feed, draft, data.get())
                : encrypted(
                        feed,
                        new TraceId(draft.meta().mapId()),
                        views.of(feed),
                        (keys, signer) -> sealing.sealed(draft, LinkSealing.metadata(draft), data.get(), keys, signer));
    }

    @Override
    public SealedLink sign(OrganisationId organisation, Link draft) {
        return signed(feed(organisation, new WorkflowId(draft.meta().process().name())), draft);
    }

    @Override
    public void forget(OrganisationId organisation, WorkflowId workflow) {
        views.forget(new Feed(organisation, workflow));
    }

    /** What operators may see and approve of recipients. */
    public RecipientAdministration recipients() {
        return recipients;
    }

    private WorkflowConfig config(WorkflowId workflow) {
        return workflows.getOrDefault(workflow, WorkflowConfig.STANDARD);
    }

    private static Feed feed(OrganisationId organisation, WorkflowId workflow) {
        RowId.require(workflow);
        return new Feed(organisation, workflow);
    }

    private RecipientSet admitted(Feed feed, WorkflowView view) {
        RecipientSet recipients = view.recipients();
        readers.admit(feed, config(feed.workflow()).trust(), recipients);
        return recipients;
    }

    private SealedLink signed(Feed feed, Link draft) {
        return written(signing.sign(feed.organisation(), signer -> signatures.signed(draft, signer)), Optional.empty());
    }

    private SealedLink clear(Feed feed, Link draft, byte[] form) {
        SignedLink link = signing.sign(feed.organisation(), signer -> sealing.sealedHash(draft, form, signer));
        return written(link, Optional.of(form));
    }

    private SealedLink encrypted(
            Feed feed, TraceId trace, WorkflowView view, BiFunction<List<RecipientKey>, Signer, SignedLink> seal) {
        RecipientSet recipients = admitted(feed, view);
        SignedLink link = signing.sign(feed.organisation(), signer -> seal.apply(recipients.keys(), signer));
        SealedLink sealed = written(link, Optional.empty());
        readers.record(feed, trace, sealed.hash(), recipients);
        return sealed;
    }

    private static SealedLink written(SignedLink signed, Optional<byte[]> form) {
        Link link = signed.link();
        Bytes parent = link.meta().prevLinkHash();
        return new SealedLink(
                new LinkHash(LinkHashing.of(link).hex()),
                parent.isEmpty() ? Optional.empty() : Optional.of(new LinkHash(parent.hex())),
                signed.json(),
                form);
    }

    @Override
    public void close() {
        readers.close();
    }
}
