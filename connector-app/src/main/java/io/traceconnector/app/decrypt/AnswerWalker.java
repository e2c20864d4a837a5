package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.app.decrypt.AnswerSlot.Raw.Member;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through an answer's {@code data} along the shape that the document gives, and takes note of the links in it. */
final class AnswerWalker {

    private static final AnswerShape LINK =
            new AnswerShape(List.of(new AnswerMember.Part("data", AnswerRole.DATA, 0)), false);

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
        link.see(part);
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
        try {
            link.state(text == null ? null : new LinkHash(text));
        } catch (IllegalArgumentException e) {
            link.state(null);
        }
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
        int members = 0;
        Member data = Member.NONE;
        long dataFrom = from;
        long dataTo = from;
        for (boolean more = scanner.begin('{', '}'); more; more = scanner.next('}')) {
            boolean isData = scanner.key(LINK) != null;
            int first = scanner.token();
            if (isData) {
                dataFrom = source.position();
                scanner.skip();
                dataTo = source.position();
                data = members++ > 0 ? Member.SEVERAL : first == '"' ? Member.TEXT : Member.NONE;
            } else {
                scanner.skip();
            }
        }
        link.addRaw(from, source.position(), data, dataFrom + 1, dataTo - 1);
    }
}
