package io.traceconnector.app.decrypt;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outermost object of an answer: passes its members on, holds {@code extensions} back and writes them last. The closing brace is written only
 * when the answer has ended as it should and all its links are written.
 */
final class AnswerEnvelope {

    private interface Step {
        void run() throws IOException;
    }

    private final AnswerSource source;
    private final AnswerScanner scanner;
    private final AnswerSink sink;
    private final AnswerQueue queue;
    private final AnswerExtensions extensions;
    private final AnswerMember.Nested data;
    private final AnswerMember.Nested heldBack =
            new AnswerMember.Nested("extensions", new AnswerShape(List.of(), false));
    private final AnswerShape members;

    private @Nullable AnswerMember member;
    private boolean more;
    private boolean dataSeen;
    private boolean written;

    AnswerEnvelope(
            AnswerSource source, AnswerSink sink, AnswerQueue queue, AnswerShape root, AnswerExtensions extensions) {
        this.source = source;
        this.scanner = new AnswerScanner(source);
        this.sink = sink;
        this.queue = queue;
        this.extensions = extensions;
        this.data = new AnswerMember.Nested("data", root);
        this.members = new AnswerShape(List.of(data, heldBack), false);
    }

    /** Reads the answer to its end. */
    void rewrite() throws IOException {
        byte[] before = aside(() -> more = scanner.begin('{', '}'));
        int opening = more ? before.length : before.length - 1;
        pass(Arrays.copyOf(before, opening));
        before = Arrays.copyOfRange(before, opening, before.length);
        while (more) {
            member(before);
            before = aside(() -> more = scanner.next('}'));
        }
        byte[] behind = aside(this::end);
        queue.finish();
        pass(extensions.text(!written));
        pass(before);
        pass(behind);
    }

    /** @param before what stands between the member and what is before it: white space, and a comma where a member is */
    private void member(byte[] before) throws IOException {
        byte[] key = aside(() -> {
            member = scanner.key(members);
            scanner.token();
        });
        if (heldBack.equals(member)) {
            extensions.holdBack(before, key, aside(scanner::skip));
            return;
        }
        boolean comma = before.length > 0 && !written;
        pass(comma ? Arrays.copyOf(before, before.length - 1) : before);
        pass(key);
        written = true;
        if (data.equals(member)) {
            if (dataSeen) {
                throw new AnswerException("the answer has its data twice");
            }
            dataSeen = true;
            new AnswerWalker(source, scanner, sink).value(data.shape(), null);
        } else {
            scanner.skip();
        }
        source.handOver();
    }

    /** Reads what is behind the answer, which can be white space only. */
    private void end() throws IOException {
        for (int next = source.peek(); next >= 0; next = source.peek()) {
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                throw new AnswerException("something follows the answer");
            }
            source.advance();
        }
    }

    private byte[] aside(Step step) throws IOException {
        source.handOver();
        sink.beginAside();
        step.run();
        source.handOver();
        return sink.endAside();
    }

    private void pass(byte[] text) throws IOException {
        sink.write(text, 0, text.length);
    }
}
