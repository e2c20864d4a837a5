package io.traceconnector.app.http;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * Bounds on requests to the application listener.
 *
 * @param graphqlBody bytes of a GraphQL request; above it 413
 * @param apiBody bytes of a request to {@code /api/v1}; above it 413
 * @param accountBody bytes of a request relayed to Account; above it 413
 * @param mediaBody bytes of a request relayed to Media, and of a file that is uploaded, streamed and never held; above it 413, or the
 *     connection is cut where the length was not stated
 * @param url characters of path and query; above it 414
 * @param headerBytes of all headers together; above it 400 and the connection is closed
 * @param headerCount of headers; above it 400 and the connection is closed
 * @param parse within which request line and headers must have come; then the connection is closed
 * @param body within which a body that is held must have come; then the connection is closed
 * @param idle how long nothing may move on a connection, also while an answer is awaited; then it is closed
 * @param answer within which Trace must have given the whole answer to a relayed GraphQL request, and Account any answer; then 504
 * @param connections open at a time; above it none is accepted until one closes
 * @param concurrent requests at a time; above it 503 with {@code Retry-After}
 * @param concurrentPerCaller requests at a time of one caller; above it 429 with {@code Retry-After}
 * @param upstreamConnections connections to Account, and as many to Media, of each I/O thread; as many requests again wait, others get 502
 * @param spool bytes of encrypted files that are kept on disk until they are verified and passed on, all downloads together; above it 503
 */
public record HttpLimits(
        @Default("16MiB") long graphqlBody,
        @Default("1MiB") long apiBody,
        @Default("1MiB") long accountBody,
        @Default("5GiB") long mediaBody,
        @Default("8192") int url,
        @Default("32KiB") long headerBytes,
        @Default("100") int headerCount,
        @Default("10s") Duration parse,
        @Default("60s") Duration body,
        @Default("120s") Duration idle,
        @Default("60s") Duration answer,
        @Default("4096") int connections,
        @Default("512") int concurrent,
        @Default("128") int concurrentPerCaller,
        @Default("64") int upstreamConnections,
        @Default("10GiB") long spool) {

    public HttpLimits {
        requirePositive(graphqlBody, "graphql-body");
        requirePositive(apiBody, "api-body");
        requirePositive(accountBody, "account-body");
        requirePositive(mediaBody, "media-body");
        requirePositive(url, "url");
        requirePositive(headerBytes, "header-bytes");
        requirePositive(headerCount, "header-count");
        requirePositive(parse.toMillis(), "parse");
        requirePositive(body.toMillis(), "body");
        requirePositive(idle.toMillis(), "idle");
        requirePositive(answer.toMillis(), "answer");
        requirePositive(connections, "connections");
        requirePositive(concurrent, "concurrent");
        requirePositive(concurrentPerCaller, "concurrent-per-caller");
        requirePositive(upstreamConnections, "upstream-connections");
        requirePositive(spool, "spool");
        if (graphqlBody > Integer.MAX_VALUE / 2 || apiBody > Integer.MAX_VALUE / 2 || headerBytes > 1 << 20) {
            throw new IllegalArgumentException(
                    "graphql-body and api-body must be below 1GiB, header-bytes at most 1MiB: they are held in memory");
        }
        if (mediaBody < Math.max(accountBody, Math.max(graphqlBody, apiBody))) {
            throw new IllegalArgumentException("media-body must be the largest of the bodies");
        }
        if (idle.compareTo(answer) < 0) {
            throw new IllegalArgumentException(
                    "idle must not be shorter than answer, or answers are cut while awaited");
        }
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be more than nothing");
        }
    }
}
