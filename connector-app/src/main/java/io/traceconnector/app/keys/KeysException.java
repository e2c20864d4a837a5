package io.traceconnector.app.keys;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The configured keys cannot be loaded; holds every problem, not only the first. */
public final class KeysException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<KeyProblem> problems;

    public KeysException(List<KeyProblem> problems) {
        super(problems.stream().map(KeyProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<KeyProblem> problems() {
        return problems;
    }
}
