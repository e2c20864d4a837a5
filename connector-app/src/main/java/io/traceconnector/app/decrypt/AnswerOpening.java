package io.traceconnector.app.decrypt;

import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Verification;
import io.traceconnector.app.decrypt.AnswerSlot.Raw.Member;
import io.traceconnector.app.decrypt.LinkOpener.Result;
import io.traceconnector.app.keys.KeyUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One link of an answer on its way: what takes long is done on any thread, then it is settled in the order of the answer. */
final class AnswerOpening {

    private static final Verification NOTHING_CHECKED =
            new Verification(false, List.of(), Verification.Parent.UNCHECKED);

    private final AnswerLink link;
    private final AnswerCaller caller;
    private final byte[] text;
    private final int length;
    /** By slot. */
    private final List<Supplier<@Nullable Result>> prepared;

    private long nanos;

    private AnswerOpening(AnswerLink link, AnswerCaller caller, byte[] text, int length) {
        this.link = link;
        this.caller = caller;
        this.text = text;
        this.length = length;
        this.prepared = new ArrayList<>(link.slots().size());
    }

    /**
     * Does what takes long. Each {@code raw} is opened for itself, where several aliases ask for it.
     *
     * @param text not copied; must stay as it is until the link is written
     * @param length of the text, in bytes
     */
    static AnswerOpening prepare(AnswerLink link, AnswerCaller caller, byte[] text, int length) {
        long start = System.nanoTime();
        AnswerOpening opening = new AnswerOpening(link, caller, text, length);
        for (AnswerSlot slot : link.slots()) {
            opening.prepared.add(
                    switch (slot) {
                        case AnswerSlot.Raw raw -> opening.raw(raw);
                        case AnswerSlot.Data data -> opening.data(data);
                        case AnswerSlot.Meta meta -> () -> null;
                    });
        }
        opening.nanos = System.nanoTime() - start;
        return opening;
    }

    /** How long the preparation took. */
    long nanos() {
        return nanos;
    }

    AnswerOpened settle() {
        @Nullable Result[] results = new Result[prepared.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = prepared.get(i).get();
        }
        return new AnswerOpened(link, caller, text, length, results);
    }

    private Supplier<@Nullable Result> raw(AnswerSlot.Raw raw) {
        if (link.isMisstated() || raw.data() == Member.SEVERAL) {
            return () -> closed(Reason.UNVERIFIED);
        }
        try {
            Supplier<Result> result =
                    caller.opener().prepare(caller.organisations(), bytes(raw), form(), link.stated());
            return () -> placed(raw, result.get());
        } catch (KeyUnavailableException e) {
            return () -> closed(Reason.UNAVAILABLE);
        }
    }

    /** What opened without a place for its plaintext is not what the opener took it for. */
    private static Result placed(AnswerSlot.Raw raw, Result result) {
        return result.payload() instanceof Opened && raw.data() == Member.NONE ? closed(Reason.UNVERIFIED) : result;
    }

    /** Data of the older shape, beside its recipients instead of a link: opened when it is its turn. */
    private Supplier<@Nullable Result> data(AnswerSlot.Data data) {
        Optional<byte[]> meta = meta();
        if (meta.isEmpty() || data.isNull()) {
            return () -> null;
        }
        if (link.isMisstated()) {
            return () -> closed(Reason.UNVERIFIED);
        }
        return () -> {
            try {
                return new Result(
                        caller.opener().openData(caller.organisations(), bytes(data), meta.get(), link.stated()),
                        NOTHING_CHECKED);
            } catch (KeyUnavailableException e) {
                return closed(Reason.UNAVAILABLE);
            }
        };
    }

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

    private static Result closed(Reason reason) {
        return new Result(new Closed(reason), NOTHING_CHECKED);
    }
}
