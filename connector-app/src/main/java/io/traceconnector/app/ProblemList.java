package io.traceconnector.app;

import io.traceconnector.app.callers.policy.PolicyProblem;
import io.traceconnector.app.config.ConfigProblem;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a check has found, as it is printed. */
record ProblemList(List<ConfigProblem> problems) {

    static ProblemList ofPolicies(List<PolicyProblem> problems) {
        return new ProblemList(problems.stream()
                .map(problem -> new ConfigProblem(problem.place(), problem.where(), problem.message()))
                .toList());
    }

    /** 0 where there is none, 2 where there are some. */
    int exitCode() {
        return problems.isEmpty() ? 0 : 2;
    }

    ObjectNode json() {
        ObjectNode answer = JsonLines.MAPPER.createObjectNode().put("usable", problems.isEmpty());
        list(answer.putArray("problems"), problems);
        return answer;
    }

    static void list(ArrayNode into, List<ConfigProblem> found) {
        found.forEach(one -> into.addObject()
                .put("path", one.path())
                .put("where", one.where())
                .put("message", one.message()));
    }
}
