package io.traceconnector.app.decrypt;

import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Plain;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Verification;
import io.traceconnector.app.decrypt.LinkOpener.Result;
import io.traceconnector.app.keys.KeyUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One link of an answer with the text held for it. Opened once, then written. */
final class AnswerOpening {

    private static final Verification NOTHING_CHECKED =
            new Verification(false, List.of(), Verification.Parent.UNCHECKED);

    private final AnswerLink link;
    private final AnswerCaller caller;
    private final byte[] text;
    private final int length;
    /** By slot: the result of its own opening, null for slots that are not opened for themselves. */
    private final @Nullable Result[] results;

    private long nanos;

    private AnswerOpening(AnswerLink link, AnswerCaller caller, byte[] text, int length) {
        this.link = link;
        this.caller = caller;
        this.text = text;
        this.length = length;
        this.results = new Result[link.slots().size()];
    }

    /**
     * Opens what there is to open, each {@code raw} for itself where several aliases ask for it.
     *
     * @param text not copied; must stay as it is until the last write
     * @param length of the text, in bytes
     */
    static AnswerOpening open(AnswerLink link, AnswerCaller caller, byte[] text, int length) {
        long start = System.nanoTime();
        AnswerOpening opening = new AnswerOpening(link, caller, text, length);
        for (int i = 0; i < opening.results.length; i++) {
            try {
                opening.results[i] = opening.result(link.slots().get(i));
            } catch (KeyUnavailableException e) {
                opening.results[i] = closed(Reason.UNAVAILABLE);
            }
        }
        opening.nanos = System.nanoTime() - start;
        return opening;
    }

    /** How long the opening took. */
    long nanos() {
        return nanos;
    }

    /** Notes what there is to tell of the link: the first of its values that stayed closed speaks for all. */
    void tell(AnswerNotes notes) {
        @Nullable Result told = null;
        for (Result result : results) {
            if (result != null && (told == null || (isData(told) && !isData(result)))) {
                told = result;
            }
        }
        if (told != null) {
            notes.add(link.path(), told);
        }
    }

    /** Writes the text with what was opened in its places. */
    void writeTo(OutputStream out) throws IOException {
        int written = 0;
        for (int i = 0; i < results.length; i++) {
            AnswerSlot slot = link.slots().get(i);
            byte @Nullable [] replacement = replacement(slot, results[i]);
            if (replacement != null) {
                out.write(text, written, slot.placeFrom() - written);
                out.write(replacement);
                written = slot.placeTo();
            }
        }
        out.write(text, written, length - written);
    }

    private @Nullable Result result(AnswerSlot slot) {
        return switch (slot) {
            case AnswerSlot.Raw raw -> raw(raw);
            case AnswerSlot.Data data -> data(data);
            case AnswerSlot.Meta meta -> null;
        };
    }

    private Result raw(AnswerSlot.Raw raw) {
        if (link.isMisstated() || raw.data() == AnswerSlot.Raw.Member.SEVERAL) {
            return closed(Reason.UNVERIFIED);
        }
        Result result = caller.opener().open(caller.organisations(), bytes(raw), form(), link.stated());
        boolean noPlace = result.payload() instanceof Opened && raw.data() == AnswerSlot.Raw.Member.NONE;
        return noPlace ? closed(Reason.UNVERIFIED) : result;
    }

    /** Data of the older shape, beside its recipients instead of a link. */
    private @Nullable Result data(AnswerSlot.Data data) {
        Optional<byte[]> meta = meta();
        if (meta.isEmpty() || data.isNull()) {
            return null;
        }
        if (link.isMisstated()) {
            return closed(Reason.UNVERIFIED);
        }
        Payload payload = caller.opener().openData(caller.organisations(), bytes(data), meta.get(), link.stated());
        return new Result(payload, NOTHING_CHECKED);
    }

    private byte @Nullable [] replacement(AnswerSlot slot, @Nullable Result own) {
        return switch (slot) {
            case AnswerSlot.Raw raw -> caller.decryptsRaw(link.isHead()) && own != null ? base64(own.payload()) : null;
            case AnswerSlot.Data data when data.isNull() -> plaintext(firstRaw());
            case AnswerSlot.Data data -> plaintext(own);
            case AnswerSlot.Meta meta -> null;
        };
    }

    /** The result that stands for the object: the one of its first {@code raw}. */
    private @Nullable Result firstRaw() {
        for (int i = 0; i < results.length; i++) {
            if (link.slots().get(i) instanceof AnswerSlot.Raw) {
                return results[i];
            }
        }
        return null;
    }

    /** The form beside the link. */
    private Optional<byte[]> form() {
        for (AnswerSlot slot : link.slots()) {
            if (slot instanceof AnswerSlot.Data data && !data.isNull()) {
                return Optional.of(bytes(data));
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> meta() {
        for (AnswerSlot slot : link.slots()) {
            if (slot instanceof AnswerSlot.Meta meta) {
                return Optional.of(bytes(meta));
            }
        }
        return Optional.empty();
    }

    private byte[] bytes(AnswerSlot slot) {
        return Arrays.copyOfRange(text, slot.from(), slot.to());
    }

    private static byte @Nullable [] plaintext(@Nullable Result result) {
        return result != null && result.payload() instanceof Opened(var data) ? data.utf8() : null;
    }

    private static byte @Nullable [] base64(Payload payload) {
        return payload instanceof Opened(var data) ? Base64.getEncoder().encode(data.utf8()) : null;
    }

    private static boolean isData(Result result) {
        return result.payload() instanceof Opened || result.payload() instanceof Plain;
    }

    private static Result closed(Reason reason) {
        return new Result(new Closed(reason), NOTHING_CHECKED);
    }
}
