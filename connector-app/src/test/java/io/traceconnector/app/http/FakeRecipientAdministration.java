package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.RecipientAdministration;
import io.traceconnector.app.seal.RecipientReport;
import io.traceconnector.app.seal.WorkflowConfig.Trust;
import java.util.List;
import java.util.Optional;

/** One account whose key changed, until that is approved under the digest {@code right}. */
final class FakeRecipientAdministration implements RecipientAdministration {

    private volatile String pinned = "aa";

    @Override
    public List<RecipientReport> reports() {
        return List.of(report(new WorkflowId("201"), Optional.empty()));
    }

    @Override
    public RecipientReport report(Optional<OrganisationId> organisation, WorkflowId workflow) {
        return report(workflow, Optional.of("bb"));
    }

    @Override
    public RecipientReport approve(Optional<OrganisationId> organisation, WorkflowId workflow, String digest) {
        if (!digest.equals("right")) {
            throw new ProblemException(409, "recipients_differ", "Look again.");
        }
        pinned = "bb";
        return report(organisation, workflow);
    }

    private RecipientReport report(WorkflowId workflow, Optional<String> stated) {
        return new RecipientReport(
                workflow,
                Trust.FIRST_USE,
                stated.map(key -> "right"),
                Optional.empty(),
                List.of(new RecipientReport.Row("1020", List.of("supplier"), Optional.of(pinned), stated)));
    }
}
