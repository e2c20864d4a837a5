package io.traceconnector.app.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Trace says of a workflow to one who takes part in it, nothing checked. Ids are row ids.
 *
 * @param config the workflow's active configuration
 * @param account of the session that asked
 * @param accounts that the session acts for, its own among them
 * @param groups in Trace's order
 */
public record Participation(String config, String account, Set<String> accounts, List<Group> groups) {

    public Participation {
        accounts = Set.copyOf(accounts);
        groups = List.copyOf(groups);
    }

    /**
     * A part in the workflow.
     *
     * @param owner the account that plays it
     * @param members accounts that act in it
     * @param encryptionKey of the owner
     */
    public record Group(
            String id,
            String label,
            Optional<String> owner,
            Set<String> members,
            Optional<EncryptionKey> encryptionKey) {

        public Group {
            members = Set.copyOf(members);
        }
    }

    /** @param pem text of the public half */
    public record EncryptionKey(String id, String pem) {}
}
