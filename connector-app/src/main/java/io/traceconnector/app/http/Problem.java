package io.traceconnector.app.http;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Why a request is not served, as its caller is told. Nothing in it is inner.
 *
 * @param retryAfter seconds
 */
record Problem(int status, String code, String detail, Map<String, Object> members, OptionalInt retryAfter) {

    Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of(), OptionalInt.empty());
    }

    static Problem later(int status, String code, String detail, int seconds) {
        return new Problem(status, code, detail, Map.of(), OptionalInt.of(seconds));
    }
}
