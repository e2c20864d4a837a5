package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.Parent;
import io.traceconnector.app.seal.SealedLink;
import io.traceconnector.app.seal.Sealing;
import io.traceconnector.app.trace.LinkSending;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.Sending;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.LinkJson;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings a link to Trace, once, step by step. Every step is safe to be the last one before a crash: what may be sent has been remembered before, and
 * the next process begins by looking into the trace.
 *
 * <ol>
 *   <li>A form is sealed for the head of the trace and remembered. Its bytes are sent, always the same.
 *   <li>After an unclear answer, or a refusal, the trace is read. One of our forms in it: done.
 *   <li>Another link that follows the form's parent: the form is dead, and so are all with this parent; a new one is made for the new head.
 *   <li>A refusal with the trace unchanged counts if nothing sent before is in doubt, or has been for so long that Trace cannot take it up any more:
 *       then it is final, or answered by a new form where only the configuration was an old one.
 *   <li>Otherwise the same bytes are sent again, later.
 * </ol>
 *
 * Safe for many threads, each with another course.
 */
final class Delivery {

    private final Sealing sealing;
    private final Links links;
    private final LinkSending sending;
    private final OutboxConfig config;
    private final Clock clock;
    private final OutboxMeters meters;

    Delivery(Sealing sealing, Links links, LinkSending sending, OutboxConfig config, Clock clock, OutboxMeters meters) {
        this.sealing = sealing;
        this.links = links;
        this.sending = sending;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** @param patience for what is sent to Trace */
    Step step(Course course, Duration patience) {
        try {
            if (course.draft().forms().isEmpty()) {
                return begin(course);
            }
            return course.isLooking() ? look(course) : send(course, patience);
        } catch (TraceException e) {
            course.lane().forgetHead();
            return Problems.isAway(e) ? new Step.Away(Problems.of(e)) : new Step.Stuck(Problems.of(e));
        } catch (KeyUnavailableException e) {
            return new Step.Stuck(Problems.keysUnavailable());
        } catch (ProblemException e) {
            return Problems.isLasting(e) ? new Step.Failed(e) : new Step.Stuck(e);
        }
    }

    private Step begin(Course course) {
        LinkRequest request = course.draft().request();
        if (request.first()) {
            return form(course, request, Optional.empty());
        }
        Optional<Parent> known = course.lane().head();
        Optional<Parent> parent = known.isPresent() ? known : read(request).map(view -> headOf(view, request));
        if (parent.isEmpty()) {
            return new Step.Failed(Problems.traceUnknown(request));
        }
        if (!parent.get()
                .link()
                .meta()
                .process()
                .name()
                .equals(request.workflow().value())) {
            return new Step.Failed(Problems.workflowMismatch(request));
        }
        return form(course, request, parent);
    }

    private Step form(Course course, LinkRequest request, Optional<Parent> parent) {
        SealedLink link = sealing.seal(request, parent);
        if (!link.parent().equals(parent.map(Parent::hash))) {
            throw new IllegalStateException("link " + link.hash() + " was sealed for another parent");
        }
        course.draft().add(link);
        course.formed();
        return new Step.Next();
    }

    private Step look(Course course) {
        LinkRequest request = course.draft().request();
        Optional<TraceView> view = read(request);
        Optional<Step> known = view.flatMap(seen -> conclude(course, request, seen));
        if (known.isPresent()) {
            return known.get();
        }
        if (view.isEmpty() && !request.first()) {
            return new Step.Unclear();
        }
        course.looked();
        return new Step.Next();
    }

    /** What the trace alone says: the link is there, or what was sent of it is dead. */
    private Optional<Step> conclude(Course course, LinkRequest request, TraceView view) {
        for (Form form : course.draft().forms()) {
            if (view.has(form.hash())) {
                course.lane().head(view::head);
                return Optional.of(new Step.Done(form.hash()));
            }
        }
        if (!view.isTaken(course.draft().forms().getLast().parent())) {
            return Optional.empty();
        }
        if (request.first()) {
            return Optional.of(new Step.Failed(Problems.traceExists(request)));
        }
        course.dead();
        if (course.overtaken() > config.reparentings()) {
            course.rest();
            return Optional.of(new Step.Overtaken(Problems.contended(request)));
        }
        meters.reformed(request.organisation());
        return Optional.of(form(course, request, Optional.of(headOf(view, request))));
    }

    private Step send(Course course, Duration patience) {
        LinkRequest request = course.draft().request();
        SealedLink link = course.draft().last();
        meters.sent(request.organisation(), course.isResending());
        Sending outcome = sending.send(request.organisation(), link.raw(), link.form(), patience);
        if (!(outcome instanceof Sending.Accepted)) {
            course.lane().forgetHead();
        }
        return switch (outcome) {
            case Sending.Accepted _ -> {
                course.lane().head(() -> Optional.of(new Parent(link.hash(), LinkJson.read(link.raw()))));
                yield new Step.Done(link.hash());
            }
            case Sending.Unknown _ -> {
                course.unclear(clock.instant());
                yield new Step.Unclear();
            }
            case Sending.NotSent _ -> new Step.Away(Problems.traceUnavailable());
            case Sending.HeadMoved _, Sending.ConfigDeprecated _, Sending.Refused _ ->
                refused(course, request, outcome);
        };
    }

    private Step refused(Course course, LinkRequest request, Sending refusal) {
        meters.refused(request.organisation());
        course.sent();
        course.look();
        Optional<TraceView> view = read(request);
        Optional<Step> known = view.flatMap(seen -> conclude(course, request, seen));
        if (known.isPresent()) {
            return known.get();
        }
        boolean counts = course.isSettled(clock.instant(), config.settle()) && (view.isPresent() || request.first());
        if (!counts) {
            return new Step.Unclear();
        }
        return switch (refusal) {
            case Sending.Refused(int status, String message) -> new Step.Failed(Problems.refused(status, message));
            case Sending.ConfigDeprecated _ -> withOtherConfig(course, request, view);
            default -> new Step.Unclear();
        };
    }

    /** Nothing of it is there, nor can be: it is made anew for the same place. */
    private Step withOtherConfig(Course course, LinkRequest request, Optional<TraceView> view) {
        course.dead();
        sealing.forget(request.organisation(), request.workflow());
        if (course.isConfigForgotten()) {
            course.rest();
            return new Step.Stuck(Problems.configDeprecated());
        }
        course.configForgotten();
        meters.reformed(request.organisation());
        return form(
                course, request, request.first() ? Optional.empty() : Optional.of(headOf(view.orElseThrow(), request)));
    }

    private Optional<TraceView> read(LinkRequest request) {
        return links.trace(request.organisation(), request.trace())
                .map(received -> TraceView.of(request.trace(), received));
    }

    private static Parent headOf(TraceView view, LinkRequest request) {
        return view.head()
                .orElseThrow(() -> new TraceException(
                        TraceException.Kind.MALFORMED, "trace " + request.trace() + " has no one head"));
    }

    /** The hash that a caller can look for; empty where nothing was sealed. */
    static Optional<LinkHash> lastHash(Course course) {
        var forms = course.draft().forms();
        return forms.isEmpty() ? Optional.empty() : Optional.of(forms.getLast().hash());
    }
}
