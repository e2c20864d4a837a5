package io.traceconnector.app.seal;

import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.seal.WorkflowConfig.Trust;
import java.time.Clock;
import tools.jackson.core.io.JsonStringEncoder;

/** Decides whether a link may be made for its recipients, and records that it was. Safe for many threads. */
final class Readers {

    private final KeyRing keys;
    private final RecipientGuard guard;
    private final ReadersLog log;
    private final Clock clock;

    Readers(KeyRing keys, RecipientGuard guard, ReadersLog log, Clock clock) {
        this.keys = keys;
        this.guard = guard;
        this.log = log;
        this.clock = clock;
    }

    /** @throws ProblemException where these are not the recipients that were approved, or we are not among them */
    void admit(Feed feed, Trust trust, RecipientSet recipients) {
        guard.admit(feed.workflow(), trust, recipients.readers(), () -> requireOurs(feed, recipients));
    }

    /** Before the link may be sent. */
    void record(Feed feed, TraceId trace, LinkHash link, RecipientSet recipients) {
        log.append("{\"time\":\"" + clock.instant()
                + "\",\"link\":\"" + link.hex()
                + "\",\"organisation\":" + quoted(feed.organisation().value())
                + ",\"workflow\":" + quoted(feed.workflow().value())
                + ",\"trace\":" + quoted(trace.value())
                + ",\"readers\":" + recipients.told() + "}");
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    /** What we cannot read afterwards is not written. */
    private void requireOurs(Feed feed, RecipientSet recipients) {
        boolean readable = keys.decryptionKeys(feed.organisation()).stream()
                .anyMatch(key ->
                        recipients.readers().byAccount().containsValue(key.id().spkiSha256()));
        if (!readable) {
            throw new ProblemException(
                    409,
                    "own_key_missing",
                    "None of the organisation's decryption keys is among the recipients of workflow "
                            + feed.workflow()
                            + ", so what is written could not be read here. Its account at Trace has another encryption key,"
                            + " or decryption-keys lacks it.");
        }
    }

    void close() {
        log.close();
    }
}
