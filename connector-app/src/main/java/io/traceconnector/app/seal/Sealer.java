package io.traceconnector.app.seal;

import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.trace.Participations;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Makes links of both generations (trace-protocol sections 3 and 5.5). Form data is in clear only where configuration says so of the workflow; else
 * for the owners of all its groups, who are pinned, and recorded with every link before it is handed out. Safe for many threads.
 */
public final class Sealer implements Sealing, AutoCloseable {

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
        WorkflowView view = views.of(new Feed(request.organisation(), workflow));
        Link draft = new Draft(request, parent, view).link();
        if (data.isEmpty()) {
            return sealed(request, draft, parent, Optional.empty());
        }
        return switch (config(workflow).data()) {
            case CLEAR -> clear(request, draft, parent, data.get());
            case ENCRYPTED -> encrypted(request, draft, parent, data.get(), view.recipients());
        };
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

    private SealedLink sealed(LinkRequest request, Link draft, Optional<Parent> parent, Optional<byte[]> form) {
        Link link = signing.sign(request.organisation(), signer -> signatures.sign(draft, signer));
        return written(link, parent, form);
    }

    private SealedLink clear(LinkRequest request, Link draft, Optional<Parent> parent, byte[] form) {
        Link link = signing.sign(request.organisation(), signer -> sealing.sealHash(draft, form, signer));
        return written(link, parent, Optional.of(form));
    }

    private SealedLink encrypted(
            LinkRequest request, Link draft, Optional<Parent> parent, byte[] form, RecipientSet recipients) {
        readers.admit(request, config(request.workflow()).trust(), recipients);
        Link link =
                signing.sign(request.organisation(), signer -> sealing.seal(draft, form, recipients.keys(), signer));
        SealedLink sealed = written(link, parent, Optional.empty());
        readers.record(request, sealed.hash(), recipients);
        return sealed;
    }

    private static SealedLink written(Link link, Optional<Parent> parent, Optional<byte[]> form) {
        LinkHash hash = new LinkHash(LinkHashing.of(link).hex());
        return new SealedLink(hash, parent.map(Parent::hash), LinkJson.write(link), form);
    }

    @Override
    public void close() {
        readers.close();
    }
}
