package io.traceconnector.app.decrypt;

import io.traceconnector.api.Payload.Reason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where the text of an answer goes: straight on, or held back from the first value of a link to its last. Between these there may stand other links;
 * what is held for all of them together is bounded by {@code max-link} (and one reading buffer). Beyond that the outermost link is left as it came.
 */
final class AnswerSink {

    private final AnswerQueue queue;
    private final AnswerConfig config;
    private final AnswerNotes notes;
    private final AnswerBuffer held = new AnswerBuffer();
    /** The links that text is held for, the outermost first; each ends before those around it. */
    private final Deque<AnswerLink> holding = new ArrayDeque<>();

    private @Nullable AnswerBuffer aside;
    private long position;

    AnswerSink(AnswerQueue queue, AnswerConfig config, AnswerNotes notes) {
        this.queue = queue;
        this.config = config;
        this.notes = notes;
    }

    /** How much was written; of links that stand within others, what they were replaced by. */
    long position() {
        return position;
    }

    void write(byte[] from, int offset, int length) throws IOException {
        position += length;
        if (aside != null) {
            aside.write(from, offset, length);
            if (aside.size() > config.maxExtensions()) {
                throw new AnswerException("the answer's extensions are larger than max-extensions");
            }
        } else if (holding.isEmpty()) {
            queue.write(from, offset, length);
        } else {
            held.write(from, offset, length);
            bound();
        }
    }

    /** Lays aside what is written from here on. */
    void beginAside() {
        aside = new AnswerBuffer();
    }

    /** Gives what was laid aside; it was not passed on. */
    byte[] endAside() {
        byte[] taken = aside == null ? new byte[0] : aside.copy(0, aside.size());
        aside = null;
        return taken;
    }

    /** Holds back what is written from here on, until the link is settled. */
    void hold(AnswerLink link) {
        link.hold(position);
        holding.addLast(link);
    }

    /** Nothing that follows belongs to the link. */
    void settle(AnswerLink link) throws IOException {
        if (!link.isHeld()) {
            link.done();
            return;
        }
        link.done();
        holding.removeLast();
        if (holding.isEmpty()) {
            queue.open(link, held.array(), held.size());
            held.truncate(0);
            return;
        }
        int from = holding.getFirst().index(link.heldFrom());
        byte[] text = held.copy(from, held.size());
        held.truncate(from);
        queue.openHere(link, text, text.length).writeTo(held);
        position = holding.getFirst().heldFrom() + held.size();
        bound();
    }

    private void bound() throws IOException {
        while (held.size() > config.maxLink() && !holding.isEmpty()) {
            AnswerLink outermost = holding.removeFirst();
            outermost.done();
            notes.closed(outermost.path(), Reason.TOO_LARGE);
            int released = holding.isEmpty()
                    ? held.size()
                    : outermost.index(holding.getFirst().heldFrom());
            queue.write(held.array(), 0, released);
            held.dropFirst(released);
        }
    }
}
