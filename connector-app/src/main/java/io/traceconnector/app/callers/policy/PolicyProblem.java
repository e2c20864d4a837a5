package io.traceconnector.app.callers.policy;

import java.nio.file.Path;

/**
 * One thing that is wrong with a policy file.
 *
 * @param line from 1; 0 where it is the file as a whole
 * @param place such as {@code rows[0].filter}; empty for the file as a whole
 * @param message what is wrong and what to do
 */
public record PolicyProblem(Path file, int line, String place, String message) {

    /** File and line. */
    public String where() {
        return line == 0 ? file.toString() : file + ":" + line;
    }

    @Override
    public String toString() {
        return where() + ": " + (place.isEmpty() ? "" : place + ": ") + message;
    }
}
