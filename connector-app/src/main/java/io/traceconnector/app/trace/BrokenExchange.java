package io.traceconnector.app.trace;

import io.traceconnector.app.trace.TraceException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What an exchange that broke came to. */
final class BrokenExchange {

    private BrokenExchange() {}

    static <T> Outcome<T> outcome(String host, IOException broken) {
        TraceException why = new TraceException(Kind.UNAVAILABLE, message(host, broken));
        return broken instanceof GivenUpException
                ? new Outcome.GivenUp<>(why)
                : new Outcome.Passing<>(why, Optional.empty());
    }

    /** Whether it broke before a byte of the request could leave. */
    static boolean beforeRequest(IOException broken) {
        return switch (broken) {
            case GivenUpException e -> !e.begun();
            case HttpConnectTimeoutException _, ConnectException _, SSLHandshakeException _ -> true;
            default -> false;
        };
    }

    /** Messages of the protocol's own errors may quote what was received, so they stay inside. */
    static String message(String host, IOException broken) {
        return switch (broken) {
            case GivenUpException e -> "asking " + host + " was given up: " + e.getMessage();
            case HttpConnectTimeoutException e -> "no connection to " + host + " came about in time";
            case HttpTimeoutException e -> host + " did not answer in time";
            case ConnectException e -> "the connection to " + host + " failed: ConnectException" + detail(e);
            case SSLException e -> "the connection to " + host + " is not secure: " + e.getMessage();
            default ->
                "the connection to " + host + " failed: " + broken.getClass().getSimpleName();
        };
    }

    private static String detail(ConnectException e) {
        return e.getMessage() == null ? "" : ", " + e.getMessage();
    }
}
