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

    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + (place.isEmpty() ? "" : place + ": ") + message;
    }
}
