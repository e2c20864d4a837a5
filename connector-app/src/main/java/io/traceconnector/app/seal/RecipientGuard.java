package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.WorkflowConfig.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares a workflow's recipients with those that were pinned, and pins them the first time. Safe for many threads. */
final class RecipientGuard {

    private static final Logger LOG = LoggerFactory.getLogger(RecipientGuard.class);

    private final PinnedReaders files;
    /** What the files hold, as far as it was read: an entry for each workflow of ours that is written to. */
    private final Map<WorkflowId, ReaderKeys> pinned = new ConcurrentHashMap<>();

    /** The last recipients of each of them that were refused, and told of in the log. */
    private final Map<WorkflowId, ReaderKeys> refused = new HashMap<>();

    RecipientGuard(Path directory) {
        this.files = new PinnedReaders(directory);
    }

    /**
     * Lets recipients pass that are the pinned ones, or that are pinned now.
     *
     * @param before what must hold before anything is pinned; throws where it does not
     * @throws ProblemException {@code recipient_changed}, {@code recipients_damaged} or {@code recipients_not_recorded}
     */
    void admit(WorkflowId workflow, Trust trust, ReaderKeys stated, Runnable before) {
        if (stated.equals(pinned.get(workflow))) {
            before.run();
            return;
        }
        admitOthers(workflow, trust, stated, before);
    }

    private synchronized void admitOthers(WorkflowId workflow, Trust trust, ReaderKeys stated, Runnable before) {
        Optional<ReaderKeys> known = pinned(workflow);
        if (known.isPresent() && !known.get().equals(stated) && trust == Trust.FIRST_USE) {
            throw changed(workflow, stated, stated.differencesFrom(known.get()));
        }
        before.run();
        if (known.isPresent() && !known.get().equals(stated)) {
            LOG.atWarn()
                    .addKeyValue("workflow", workflow)
                    .addKeyValue("changes", stated.differencesFrom(known.get()))
                    .log("a workflow's recipients changed, and configuration trusts any");
        }
        if (!known.equals(Optional.of(stated))) {
            pin(workflow, stated);
        }
    }

    /** Puts these in the place of what was pinned, or of what is damaged. */
    synchronized void approve(WorkflowId workflow, ReaderKeys approved) {
        pin(workflow, approved);
        LOG.atWarn()
                .addKeyValue("workflow", workflow)
                .addKeyValue("recipients", approved.byAccount())
                .log("a workflow's recipients were approved by an operator");
    }

    /** @throws ProblemException {@code recipients_damaged} */
    synchronized Optional<ReaderKeys> pinned(WorkflowId workflow) {
        ReaderKeys known = pinned.get(workflow);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Optional<ReaderKeys> read = files.read(workflow);
            read.ifPresent(keys -> pinned.put(workflow, keys));
            return read;
        } catch (IOException e) {
            LOG.atError().addKeyValue("workflow", workflow).setCause(e).log("pinned recipients cannot be read");
            throw new ProblemException(
                    503,
                    "recipients_damaged",
                    "The record of workflow " + workflow + "'s recipients cannot be read, so nothing is written to it. "
                            + "An operator must look at the directory recipients, or approve the recipients of today.");
        }
    }

    /** Workflows with pins. */
    synchronized List<WorkflowId> workflows() {
        try {
            return files.workflows();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the directory of pinned recipients cannot be read");
            throw new ProblemException(503, "recipients_damaged", "The directory recipients cannot be read.");
        }
    }

    private void pin(WorkflowId workflow, ReaderKeys keys) {
        try {
            files.write(workflow, keys);
            pinned.put(workflow, keys);
        } catch (IOException e) {
            LOG.atError().addKeyValue("workflow", workflow).setCause(e).log("recipients cannot be pinned");
            throw new ProblemException(
                    503,
                    "recipients_not_recorded",
                    "The recipients of workflow " + workflow
                            + " cannot be recorded on disk, so nothing is written to it.");
        }
    }

    private ProblemException changed(WorkflowId workflow, ReaderKeys stated, String differences) {
        if (!stated.equals(refused.put(workflow, stated))) {
            LOG.atWarn()
                    .addKeyValue("workflow", workflow)
                    .addKeyValue("changes", differences)
                    .log("a workflow's recipients changed; nothing is written to it until they are approved");
        }
        return new ProblemException(
                409,
                "recipient_changed",
                "The recipients of workflow " + workflow
                        + " are not those that were approved, so nothing is written to it. "
                        + differences + " An operator must compare the fingerprints with the accounts' owners and run "
                        + "'connector recipients approve " + workflow + "'.");
    }
}
