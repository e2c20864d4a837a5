package io.traceconnector.app.stream;

import io.traceconnector.api.LinkHash;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.LinksPage;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.TraceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Everything that is known to go wrong with a page. */
@SuppressWarnings("ImmutableEnumChecker") // The faults hold no state.
enum Faults implements FakeLinks.Fault {
    NONE(FakeLinks.Request::right),
    UNAVAILABLE(request -> fail(TraceException.Kind.UNAVAILABLE)),
    THROTTLED(request -> fail(TraceException.Kind.THROTTLED)),
    UNAUTHORIZED(request -> fail(TraceException.Kind.UNAUTHORIZED)),
    GARBAGE(request -> fail(TraceException.Kind.MALFORMED)),
    REFUSED_CURSOR(request -> request.after().isEmpty() ? request.right() : fail(TraceException.Kind.REFUSED)),
    KEY_AWAY(request -> {
        throw new KeyUnavailableException("away");
    }),
    BROKEN_CLIENT(request -> {
        throw new IllegalStateException("a defect");
    }),
    PAGE_BEFORE(request -> request.from(request.from() - request.limit())),
    SOME_LINKS_BEFORE(request -> request.from(request.from() - 2)),
    PAGE_AHEAD(request -> request.from(request.from() + request.limit())),
    SOME_LINKS_AHEAD(request -> request.from(request.from() + 2)),
    FIRST_PAGE(request -> request.from(0)),
    REVERSED(request -> withEndOfLast(edit(request.right(), Collections::reverse))),
    REVERSED_WITH_RIGHT_END(request -> edit(request.right(), Collections::reverse)),
    DOUBLED(request -> edit(request.right(), links -> links.addAll(List.copyOf(links)))),
    REMOVED_FIRST(request -> edit(request.right(), links -> removeAt(links, 0))),
    REMOVED_LAST(request -> withEndOfLast(edit(request.right(), links -> removeAt(links, links.size() - 1)))),
    REMOVED_AND_UNCOUNTED(request -> {
        LinksPage page = edit(request.right(), links -> removeAt(links, 0));
        return new LinksPage(page.links(), page.hasNext(), page.end(), page.total() - 1);
    }),
    REMOVED_AND_DOUBLED(request -> edit(request.right(), links -> {
        removeAt(links, 0);
        links.addAll(links.subList(0, Math.min(1, links.size())));
    })),
    WRONG_HASH(request -> edit(
            request.right(),
            links -> replaceFirst(
                    links,
                    link -> new ReceivedLink(link.cursor(), new LinkHash("0".repeat(64)), link.raw(), link.form())))),
    REWRITTEN_UNDER_ITS_HASH(request -> edit(
            request.right(),
            links -> replaceFirst(
                    links,
                    link -> new ReceivedLink(
                            link.cursor(),
                            link.stated(),
                            FakeLink.parse(link.raw())
                                    .rewritten("other", "known")
                                    .raw(),
                            link.form())))),
    FORGED(request -> edit(request.right(), links -> replaceFirst(links, link -> forged(link, "forged")))),
    COPIED(request -> edit(request.right(), links -> replaceFirst(links, link -> forged(link, "copied")))),
    CUT_SHORT(request -> {
        LinksPage page = request.right();
        return new LinksPage(page.links(), false, page.end(), page.total());
    }),
    EMPTY_THOUGH_MORE(request ->
            new LinksPage(List.of(), true, Optional.empty(), request.right().total())),
    EMPTY_AT_END(request ->
            new LinksPage(List.of(), false, Optional.empty(), request.right().total())),
    EMPTY_AND_NOTHING_COUNTED(request -> new LinksPage(List.of(), false, Optional.empty(), 0)),
    MISCOUNTED(request -> {
        LinksPage page = request.right();
        return new LinksPage(page.links(), page.hasNext(), page.end(), page.total() + 3);
    });

    private final FakeLinks.Fault fault;

    Faults(FakeLinks.Fault fault) {
        this.fault = fault;
    }

    @Override
    public LinksPage answer(FakeLinks.Request request) {
        return fault.answer(request);
    }

    static LinksPage edit(LinksPage page, Consumer<List<ReceivedLink>> edit) {
        List<ReceivedLink> links = new ArrayList<>(page.links());
        edit.accept(links);
        return new LinksPage(links, page.hasNext(), page.end(), page.total());
    }

    static LinksPage rewrite(LinksPage page, int number, UnaryOperator<FakeLink> rewrite) {
        return edit(
                page,
                links -> links.replaceAll(link -> isNumber(link, number)
                        ? rewrite.apply(FakeLink.parse(link.raw())).received()
                        : link));
    }

    static boolean isNumber(ReceivedLink link, int number) {
        return link.cursor().equals(Optional.of(FakeLink.cursor(number)));
    }

    private static ReceivedLink forged(ReceivedLink link, String signer) {
        return FakeLink.parse(link.raw()).rewritten("other", signer).received();
    }

    private static LinksPage withEndOfLast(LinksPage page) {
        return page.links().isEmpty()
                ? page
                : new LinksPage(
                        page.links(), page.hasNext(), page.links().getLast().cursor(), page.total());
    }

    private static void removeAt(List<ReceivedLink> links, int index) {
        if (!links.isEmpty()) {
            links.remove(index);
        }
    }

    private static void replaceFirst(List<ReceivedLink> links, UnaryOperator<ReceivedLink> replace) {
        if (!links.isEmpty()) {
            links.set(0, replace.apply(links.getFirst()));
        }
    }

    private static LinksPage fail(TraceException.Kind kind) {
        throw new TraceException(kind, "as the test wants it");
    }
}
