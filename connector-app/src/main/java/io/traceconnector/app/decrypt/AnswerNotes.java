package io.traceconnector.app.decrypt;

import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Plain;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Verification;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code extensions.connector} says of an answer: which links stayed closed, and which were opened without being verified. Each list has its
 * first 1,000 entries, fewer where paths are longer than 1 KB on average; beyond that a total.
 */
final class AnswerNotes {

    private final AnswerList closed = new AnswerList("closed");
    private final AnswerList unverified = new AnswerList("unverified");

    /** Notes what there is to say of a link. */
    void add(@Nullable AnswerPath path, LinkOpener.Result result) {
        Payload payload = result.payload();
        switch (payload) {
            case NotForUs notForUs -> closed(path, "not-for-us");
            case Closed stays -> closed(path, stays.reason());
            case Opened opened -> {
                if (!result.verification().verified()) {
                    unverified(path, result.verification());
                }
            }
            case Plain plain -> {
                // Nothing was opened: the answer stands as Trace sent it.
            }
        }
    }

    void closed(@Nullable AnswerPath path, Reason reason) {
        closed(path, reason.code());
    }

    boolean isEmpty() {
        return closed.isEmpty() && unverified.isEmpty();
    }

    /** The member {@code "connector":…}. */
    String json() {
        StringBuilder json = new StringBuilder("\"connector\":{");
        closed.appendTo(json);
        if (!closed.isEmpty() && !unverified.isEmpty()) {
            json.append(',');
        }
        unverified.appendTo(json);
        return json.append('}').toString();
    }

    private void closed(@Nullable AnswerPath path, String reason) {
        closed.add(path, "\"reason\":\"" + reason + '"');
    }

    /** A known signer stands here when it signed a part of the link only. */
    private void unverified(@Nullable AnswerPath path, Verification verification) {
        String signer = verification.signer().name().toLowerCase(Locale.ROOT);
        boolean part = verification.signer() == Verification.Signer.KNOWN;
        unverified.add(path, "\"signer\":\"" + signer + '"' + (part ? ",\"covers\":\"part\"" : ""));
    }
}
