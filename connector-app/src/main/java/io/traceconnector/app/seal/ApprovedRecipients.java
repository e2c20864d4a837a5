package io.traceconnector.app.seal;

import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Shows pinned recipients beside stated ones, and pins those that were shown. */
final class ApprovedRecipients implements RecipientAdministration {

    private final KeyRing keys;
    private final RecipientGuard guard;
    private final WorkflowViews views;
    private final Function<WorkflowId, WorkflowConfig> configured;

    ApprovedRecipients(
            KeyRing keys, RecipientGuard guard, WorkflowViews views, Function<WorkflowId, WorkflowConfig> configured) {
        this.keys = keys;
        this.guard = guard;
        this.views = views;
        this.configured = configured;
    }

    @Override
    public List<RecipientReport> reports() {
        return guard.workflows().stream()
                .map(workflow -> report(workflow, Optional.empty()))
                .toList();
    }

    @Override
    public RecipientReport report(Optional<OrganisationId> organisation, WorkflowId workflow) {
        return report(workflow, Optional.of(views.askAnew(feed(organisation, workflow))));
    }

    @Override
    public RecipientReport approve(Optional<OrganisationId> organisation, WorkflowId workflow, String digest) {
        WorkflowView view = views.askAnew(feed(organisation, workflow));
        ReaderKeys stated = view.recipients().readers();
        if (!stated.digest().equals(digest)) {
            throw new ProblemException(
                    409,
                    "recipients_differ",
                    "The recipients of workflow " + workflow + " are others than those that were shown: look again.");
        }
        guard.approve(workflow, stated);
        // What is remembered for other organisations of ours may be older.
        views.forget(workflow);
        return report(workflow, Optional.of(view));
    }

    private Feed feed(Optional<OrganisationId> named, WorkflowId workflow) {
        RowId.require(workflow);
        Set<OrganisationId> ours = keys.organisations();
        OrganisationId organisation = named.or(() -> ours.stream().findFirst().filter(only -> ours.size() == 1))
                .orElseThrow(() -> new ProblemException(
                        400, "organisation_required", "There are several organisations: name one of them."));
        if (!ours.contains(organisation)) {
            throw new ProblemException(404, "organisation_unknown", "No such organisation is configured.");
        }
        return new Feed(organisation, workflow);
    }

    private RecipientReport report(WorkflowId workflow, Optional<WorkflowView> view) {
        Optional<ReaderKeys> stated = view.map(asked -> asked.recipients().readers());
        Optional<ReaderKeys> pinned = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            pinned = guard.pinned(workflow);
        } catch (ProblemException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        return new RecipientReport(
                workflow,
                configured.apply(workflow).trust(),
                stated.map(ReaderKeys::digest),
                problem,
                rows(view, pinned, stated));
    }

    private static List<RecipientReport.Row> rows(
            Optional<WorkflowView> view, Optional<ReaderKeys> pinned, Optional<ReaderKeys> stated) {
        Set<String> accounts = new TreeSet<>(ReaderKeys.NUMERIC);
        pinned.ifPresent(keys -> accounts.addAll(keys.byAccount().keySet()));
        stated.ifPresent(keys -> accounts.addAll(keys.byAccount().keySet()));
        List<RecipientReport.Row> rows = new ArrayList<>();
        for (String account : accounts) {
            List<String> groups = view.stream()
                    .flatMap(asked -> asked.participation().groups().stream())
                    .filter(group -> group.owner().equals(Optional.of(account)))
                    .map(group -> Words.printable(group.label()))
                    .toList();
            rows.add(new RecipientReport.Row(account, groups, key(pinned, account), key(stated, account)));
        }
        return rows;
    }

    private static Optional<String> key(Optional<ReaderKeys> keys, String account) {
        return keys.map(known -> known.byAccount().get(account));
    }
}
