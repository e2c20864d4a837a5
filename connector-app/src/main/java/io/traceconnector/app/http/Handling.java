package io.traceconnector.app.http;

/** How an operation is carried out, once its caller is admitted. */
sealed interface Handling {

    /** On a virtual thread of its own; may block. What it throws is answered by {@link ErrorResponses}. */
    non-sealed interface Serving extends Handling {
        void serve(Call call) throws Exception;
    }

    /** On the connection's I/O thread; must not block, and sees to the answer itself. */
    non-sealed interface Passing extends Handling {
        void pass(Call call) throws Exception;
    }
}
