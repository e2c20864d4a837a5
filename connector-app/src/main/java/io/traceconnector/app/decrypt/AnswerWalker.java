package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.app.decrypt.AnswerSlot.Raw.Member;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through an answer's {@code data} along the shape that the document gives, and takes note of the links in it. */
final class AnswerWalker {

    private static final AnswerShape LINK =
            new AnswerShape(List.of(new AnswerMember.Part("data", AnswerRole.DATA)), false);
    private static final int HASH_DIGITS = 64;

    private final AnswerSource source;
    private final AnswerScanner scanner;
    private final AnswerSink sink;

    AnswerWalker(AnswerSource source, AnswerScanner scanner, AnswerSink sink) {
        this.source = source;
        this.scanner = scanner;
        this.sink = sink;
    }

    /** Reads past a value: an object of this shape, lists of them, or anything else that stands in their place. */
    void value(AnswerShape shape, @Nullable AnswerPath path) throws IOException {
        switch (scanner.token()) {
            case '{' -> object(shape, path);
            case '[' -> {
                int index = 0;
                for (boolean more = scanner.begin('[', ']'); more; more = scanner.next(']')) {
                    value(shape, AnswerPath.element(path, index++));
                }
            }
            default -> scanner.skip();
        }
    }

    private void object(AnswerShape shape, @Nullable AnswerPath path) throws IOException {
        AnswerLink link = new AnswerLink(path, shape);
        for (boolean more = scanner.begin('{', '}'); more; more = scanner.next('}')) {
            switch (scanner.key(shape)) {
                case null -> scanner.skip();
                case AnswerMember.Nested nested -> value(nested.shape(), AnswerPath.member(path, nested.key()));
                case AnswerMember.Part part -> part(part, link);
            }
        }
        settle(link);
    }

    private void part(AnswerMember.Part part, AnswerLink link) throws IOException {
        link.see(part.key());
        int first = scanner.token();
        if (part.role() == AnswerRole.LINK_HASH) {
            hash(first, link);
        } else if (part.role() == AnswerRole.RAW && first != '{') {
            scanner.skip();
        } else {
            hold(link);
            slot(part.role(), first, link);
        }
        if (link.isComplete()) {
            settle(link);
        }
    }

    private void hold(AnswerLink link) throws IOException {
        if (link.isNew()) {
            source.handOver();
            sink.hold(link);
        }
    }

    private void settle(AnswerLink link) throws IOException {
        if (link.isHeld()) {
            source.handOver();
        }
        sink.settle(link);
    }

    private void hash(int first, AnswerLink link) throws IOException {
        if (first != '"') {
            scanner.skip();
            return;
        }
        @Nullable String text = scanner.text();
        link.state(text != null && isHash(text) ? new LinkHash(text) : null);
    }

    private void slot(AnswerRole role, int first, AnswerLink link) throws IOException {
        long from = source.position();
        if (role == AnswerRole.RAW) {
            raw(from, link);
            return;
        }
        scanner.skip();
        if (role == AnswerRole.META) {
            link.addMeta(from, source.position());
        } else {
            link.addData(from, source.position(), first == 'n');
        }
    }

    private void raw(long from, AnswerLink link) throws IOException {
        Member member = Member.NONE;
        long dataFrom = from;
        long dataTo = from;
        for (boolean more = scanner.begin('{', '}'); more; more = scanner.next('}')) {
            boolean isData = scanner.key(LINK) != null;
            scanner.token();
            if (isData) {
                member = member == Member.NONE ? Member.ONE : Member.SEVERAL;
                dataFrom = source.position();
            }
            scanner.skip();
            dataTo = isData ? source.position() : dataTo;
        }
        link.addRaw(from, source.position(), member, dataFrom, dataTo);
    }

    private static boolean isHash(String text) {
        return text.length() == HASH_DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
