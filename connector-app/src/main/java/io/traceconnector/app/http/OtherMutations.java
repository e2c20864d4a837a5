package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.decrypt.GraphqlRootField;
import io.traceconnector.app.trace.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mutations that create no link by themselves: drafts that Trace makes out of form data in clear ({@code init…}), and whatever Trace may learn to
 * do. They are passed on only where they name a workflow whose data may go in clear, or a trace of one. Tags are in clear by protocol.
 */
final class OtherMutations {

    private static final Set<String> HARMLESS = Set.of("__typename", "addTagsToTrace", "removeTagsFromTrace");
    private static final List<String> TRACE = List.of("traceId", "traceRowId");
    private static final List<String> WORKFLOW = List.of("workflowId", "workflowRowId");
    private static final int LONGEST_ID = 64;

    private final Links links;
    private final Predicate<WorkflowId> isClear;

    /** @param isClear whether a workflow's data may go to Trace in clear */
    OtherMutations(Links links, Predicate<WorkflowId> isClear) {
        this.links = links;
        this.isClear = isClear;
    }

    /** @throws ProblemException 403 {@code mutation_refused} */
    void check(RelayScope scope, List<GraphqlRootField> fields) {
        for (GraphqlRootField field : fields) {
            if (!HARMLESS.contains(field.name()) && !concernsClearOnly(scope, field.arguments())) {
                throw new ProblemException(
                        403,
                        "mutation_refused",
                        "Of mutations only the creation of links and changes of tags are passed on, others only where they name a trace or a workflow"
                                + " whose data may go in clear.");
            }
        }
    }

    /** Whatever is named must be clear, and something must be named. */
    private boolean concernsClearOnly(RelayScope scope, ObjectNode arguments) {
        List<Optional<WorkflowId>> named = new ArrayList<>();
        for (JsonNode level : List.of(arguments, arguments.path("input"))) {
            WORKFLOW.stream()
                    .filter(level::has)
                    .forEach(name -> named.add(id(level.path(name)).map(WorkflowId::new)));
            TRACE.stream()
                    .filter(level::has)
                    .forEach(name -> named.add(id(level.path(name)).flatMap(id -> workflowOf(scope, new TraceId(id)))));
        }
        return !named.isEmpty()
                && named.stream().allMatch(workflow -> workflow.filter(isClear).isPresent());
    }

    private static Optional<String> id(JsonNode value) {
        return Optional.of(value.asString("")).filter(text -> !text.isBlank() && text.length() <= LONGEST_ID);
    }

    private Optional<WorkflowId> workflowOf(RelayScope scope, TraceId trace) {
        return scope.organisations().stream()
                .flatMap(organisation -> links.trace(organisation, trace).stream())
                .map(Links.TraceLinks::workflow)
                .findFirst();
    }
}
