package io.traceconnector.search.sight;

import io.traceconnector.api.FieldRule;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.search.index.DataFields;
import io.traceconnector.search.index.LinkDocuments;
import io.traceconnector.search.index.LinkField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields of the data that a caller's rules hide, by the names under which they are searched. Denied, masked, hashed: all are hidden here. */
public final class HiddenFields {

    /** The data's own {@code link} object, as it is searched. */
    private static final String APART_LINK = DataFields.APART + LinkField.PREFIX;

    private static final WorkflowId ANY = new WorkflowId("any");

    private final List<FieldRule> rules;

    HiddenFields(List<FieldRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Whether any field may be hidden. */
    public boolean any() {
        return !rules.isEmpty();
    }

    Hiding of(String name) {
        Set<WorkflowId> workflows = new HashSet<>();
        for (FieldRule rule : rules) {
            if (means(rule, name)) {
                if (rule.workflows().isEmpty()) {
                    return new Hiding.Everywhere();
                }
                workflows.addAll(rule.workflows());
            }
        }
        return workflows.isEmpty() ? new Hiding.Nowhere() : new Hiding.In(workflows);
    }

    public boolean everywhere(String name) {
        return of(name) instanceof Hiding.Everywhere;
    }

    public boolean hides(WorkflowId workflow, String name) {
        return switch (of(name)) {
            case Hiding.Nowhere() -> false;
            case Hiding.Everywhere() -> true;
            case Hiding.In(var workflows) -> workflows.contains(workflow);
        };
    }

    /** By either spelling of the data's own {@code link}; of a name that was cut, by what it may have been. */
    private static boolean means(FieldRule rule, String name) {
        WorkflowId workflow = rule.workflows().stream().findFirst().orElse(ANY);
        return rule.covers(workflow, name)
                || (name.startsWith(APART_LINK) && rule.covers(workflow, name.substring(DataFields.APART.length())))
                || (name.length() >= LinkDocuments.KEYWORD_LENGTH
                        && rule.field().startsWith(name));
    }
}
