package io.traceconnector.app.callers.throttle;

/** Whether a request may go on. */
public sealed interface Pass {

    record Free() implements Pass {}

    /**
     * It may not: 429 with {@code Retry-After}.
     *
     * @param code {@code too_many_requests} or {@code too_many_failures}
     * @param seconds after which it is worth trying again, at least 1
     */
    record Wait(String code, int seconds) implements Pass {}

    /** Waits for as many milliseconds, in whole seconds; free where there are none. */
    static Pass after(String code, long millis) {
        return millis <= 0 ? new Free() : new Wait(code, (int) Math.min(86_400, (millis + 999) / 1000));
    }
}
