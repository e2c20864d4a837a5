package io.traceconnector.app.outbox;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.trace.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A link that is written while its caller waits, and of which nothing is remembered. For one thread. */
final class DirectWrite {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final LinkRequest request;
    private final Delivery delivery;
    private final Course course;
    private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    DirectWrite(LinkRequest request, Lane lane, Delivery delivery, Clock clock) {
        this.request = request;
        this.delivery = delivery;
        this.course = new Course(new PassingDraft(request), lane, clock.instant());
    }

    /**
     * Works until it is clear what became of the link.
     *
     * @param deadline of {@link System#nanoTime}
     */
    Written run(long deadline) throws InterruptedException {
        for (long left = left(deadline); left > 0; left = left(deadline)) {
            Step step = delivery.step(course, Duration.ofNanos(left));
            switch (step) {
                case Step.Done(var hash) -> {
                    return new Written(request.organisation(), request.workflow(), request.trace(), hash);
                }
                case Step.Failed(var problem) -> throw problem;
                case Step.Next _ -> {}
                case Step.Unclear _ -> pause(deadline);
                case Step.Away(var problem) -> pauseIfInDoubt(problem, deadline);
                case Step.Overtaken(var problem) -> pauseIfInDoubt(problem, deadline);
                case Step.Stuck(var problem) -> pauseIfInDoubt(problem, deadline);
            }
        }
        throw course.isInDoubt()
                ? Problems.outcomeUnknown(request, Delivery.lastHash(course))
                : Problems.traceUnavailable();
    }

    private void pauseIfInDoubt(ProblemException problem, long deadline) throws InterruptedException {
        if (!course.isInDoubt()) {
            throw problem;
        }
        pause(deadline);
    }

    private void pause(long deadline) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.min(pauses.next().toNanos(), Math.max(0, left(deadline))));
    }

    private static long left(long deadline) {
        return deadline - System.nanoTime();
    }
}
