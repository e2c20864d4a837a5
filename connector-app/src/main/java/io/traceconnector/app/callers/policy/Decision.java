package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Sight;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a policy says to a need. */
public sealed interface Decision {

    /** Names of the rules that decided, for the audit log. */
    List<String> rules();

    /**
     * @param need what is allowed
     * @param workflows in which the action is allowed; empty where all of the tenant's are meant
     * @param sight row and field rules, and the workflows above as one of its conditions
     * @param limited whether there is any row or field rule, or a limit to some workflows: then there is no relay
     */
    record Allowed(Need need, Optional<Set<WorkflowId>> workflows, Sight sight, boolean limited, List<String> rules)
            implements Decision {

        /** The same, by other rules too. */
        public Allowed alsoBy(List<String> others) {
            List<String> all = Stream.concat(rules.stream(), others.stream()).toList();
            return new Allowed(need, workflows, sight, limited, all);
        }
    }

    record Denied(List<String> rules) implements Decision {}
}
