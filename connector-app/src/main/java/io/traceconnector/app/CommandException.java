package io.traceconnector.app;

import java.io.Serial;

/** A command cannot do what it was asked; the message is for the person who asked and holds no secret. */
final class CommandException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The work failed: exit code 1. */
    static CommandException failed(String message) {
        return new CommandException(1, message);
    }

    /** What was given cannot be used: exit code 2. */
    static CommandException unusable(String message) {
        return new CommandException(2, message);
    }

    int exitCode() {
        return exitCode;
    }
}
