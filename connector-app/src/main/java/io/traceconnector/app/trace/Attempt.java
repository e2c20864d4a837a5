package io.traceconnector.app.trace;

/** One try of a call. Tells what went wrong in its outcome; throws nothing of its own. */
interface Attempt<T> {

    Outcome<T> run();
}
