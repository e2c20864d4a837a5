package io.traceconnector.app.callers.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one file, 100 problems at most. */
final class PlaceProblems {

    private static final int MOST = 100;

    private final Path file;
    private final List<PolicyProblem> found = new ArrayList<>();

    PlaceProblems(Path file) {
        this.file = file;
    }

    void add(int line, String place, String message) {
        if (found.size() < MOST) {
            found.add(new PolicyProblem(file, line, place, message));
        }
    }

    List<PolicyProblem> found() {
        return List.copyOf(found);
    }
}
