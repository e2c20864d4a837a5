package io.traceconnector.app.decrypt;

import java.io.Serial;

/**
 * An answer could not be rewritten to its end: it is not what JSON and GraphQL say, it was cut, or a link could not be handled. What was
 * written by then is no valid JSON; the connection is to be aborted. The message names no content.
 */
public final class AnswerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    AnswerException(String message) {
        super(message);
    }

    AnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
