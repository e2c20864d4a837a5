package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of the answer that is a link, while it is read: what was seen of it. Positions are the sink's. */
final class AnswerLink {

    private enum State {
        NEW,
        HELD,
        DONE
    }

    private final @Nullable AnswerPath path;
    private final AnswerShape shape;
    private final List<AnswerSlot> slots = new ArrayList<>();
    /** One bit for each part. */
    private long seen;

    private Optional<LinkHash> stated = Optional.empty();
    private boolean misstated;
    private State state = State.NEW;
    private long heldFrom;

    AnswerLink(@Nullable AnswerPath path, AnswerShape shape) {
        this.path = path;
        this.shape = shape;
    }

    @Nullable
    AnswerPath path() {
        return path;
    }

    boolean isHead() {
        return shape.isHead();
    }

    /** Takes note that a part comes; a response key stands once in an object. */
    void see(AnswerMember.Part part) {
        long bit = 1L << part.index();
        if ((seen & bit) != 0) {
            throw new AnswerException("the answer has a key twice in one object");
        }
        seen |= bit;
    }

    /** Whether all parts that the document selects were seen. */
    boolean isComplete() {
        return Long.bitCount(seen) == shape.parts();
    }

    /** Takes note of the hash that is stated; null where what stands there can be none. */
    void state(@Nullable LinkHash hash) {
        misstated |= hash == null || (stated.isPresent() && !stated.get().equals(hash));
        stated = Optional.ofNullable(hash);
    }

    Optional<LinkHash> stated() {
        return stated;
    }

    /** Whether something is stated that can be no link's hash, or two hashes are. */
    boolean isMisstated() {
        return misstated;
    }

    /** Whether nothing of it was held yet. */
    boolean isNew() {
        return state == State.NEW;
    }

    boolean isHeld() {
        return state == State.HELD;
    }

    void hold(long position) {
        state = State.HELD;
        heldFrom = position;
    }

    /** Ends the link: it is rewritten, or it is too large. */
    void done() {
        state = State.DONE;
    }

    long heldFrom() {
        return heldFrom;
    }

    /** The index of a position into the link's text. */
    int index(long position) {
        return Math.toIntExact(position - heldFrom);
    }

    /** In the order of the answer. */
    List<AnswerSlot> slots() {
        return slots;
    }

    void addRaw(long from, long to, AnswerSlot.Raw.Member data, long dataFrom, long dataTo) {
        if (isHeld()) {
            slots.add(new AnswerSlot.Raw(index(from), index(to), data, index(dataFrom), index(dataTo)));
        }
    }

    void addData(long from, long to, boolean isNull) {
        if (isHeld()) {
            slots.add(new AnswerSlot.Data(index(from), index(to), isNull));
        }
    }

    void addMeta(long from, long to) {
        if (isHeld()) {
            slots.add(new AnswerSlot.Meta(index(from), index(to)));
        }
    }
}
