package io.traceconnector.app.decrypt;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What goes out, in order. A link is opened where it stands as long as that is quick; as soon as one is slow (its key must be unwrapped), those
 * that follow are opened on threads of their own and what stands between them waits: at most {@code links-in-flight} links and {@code look-ahead} bytes
 * (the piece added last may be over), then the first of them is waited for.
 */
final class AnswerQueue {

    /** More than a remembered link takes, less than an unwrap. */
    private static final long SLOW_NANOS = 100_000;

    private final OutputStream out;
    private final AnswerCaller caller;
    private final AnswerConfig config;
    private final AnswerNotes notes;
    private final Deque<AnswerPending> waiting = new ArrayDeque<>();
    private long bytes;
    private int links;
    private boolean slow;

    AnswerQueue(OutputStream out, AnswerCaller caller, AnswerConfig config, AnswerNotes notes) {
        this.out = out;
        this.caller = caller;
        this.config = config;
        this.notes = notes;
    }

    void write(byte[] from, int offset, int length) throws IOException {
        if (waiting.isEmpty()) {
            out.write(from, offset, length);
            return;
        }
        if (!(waiting.peekLast() instanceof AnswerPending.Text)) {
            waiting.add(new AnswerPending.Text(new AnswerBuffer()));
        }
        if (waiting.peekLast() instanceof AnswerPending.Text(AnswerBuffer last)) {
            last.write(from, offset, length);
        }
        bytes += length;
        writeReady();
    }

    /** @param text of the link; not used any more when this returns */
    void open(AnswerLink link, byte[] text, int length) throws IOException {
        if (waiting.isEmpty() && !slow) {
            openHere(link, text, length).writeTo(out);
            return;
        }
        while (links >= config.linksInFlight()) {
            writeFirst();
        }
        byte[] copy = Arrays.copyOf(text, length);
        FutureTask<AnswerOpening> task = new FutureTask<>(() -> AnswerOpening.prepare(link, caller, copy, length));
        Thread.ofVirtual().name("answer-link").start(task);
        waiting.add(new AnswerPending.Link(task, length));
        links++;
        bytes += length;
        writeReady();
    }

    /** Opens a link at once, after all before it, and leaves writing it to the caller. */
    AnswerOpened openHere(AnswerLink link, byte[] text, int length) throws IOException {
        finish();
        return settle(AnswerOpening.prepare(link, caller, text, length));
    }

    /** Writes everything that waits. */
    void finish() throws IOException {
        while (!waiting.isEmpty()) {
            writeFirst();
        }
    }

    /** Gives up what is still being opened. */
    void cancel() {
        for (AnswerPending pending : waiting) {
            if (pending instanceof AnswerPending.Link link) {
                link.task().cancel(true);
            }
        }
        waiting.clear();
    }

    private void writeReady() throws IOException {
        while (!waiting.isEmpty()
                && (bytes > config.lookAhead() || waiting.getFirst().isReady())) {
            writeFirst();
        }
    }

    private void writeFirst() throws IOException {
        AnswerPending first = waiting.getFirst();
        switch (first) {
            case AnswerPending.Text text -> text.bytes().writeTo(out);
            case AnswerPending.Link link -> {
                settle(await(link.task())).writeTo(out);
                links--;
            }
        }
        waiting.removeFirst();
        bytes -= first.size();
    }

    private AnswerOpened settle(AnswerOpening opening) {
        slow = opening.nanos() > SLOW_NANOS;
        AnswerOpened opened = opening.settle();
        opened.tell(notes);
        opened.tell(caller.decrypted());
        return opened;
    }

    private static AnswerOpening await(FutureTask<AnswerOpening> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AnswerException("a link of the answer could not be handled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnswerException("interrupted while the links of an answer were opened", e);
        }
    }
}
