package io.traceconnector.app.outbox;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.trace.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for an entry's turn in its trace, and works on it until it has ended. */
final class EntryRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EntryRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Entry entry;
    private final Turn turn;
    private final Life life;
    private final Backoff pauses;

    EntryRun(Entry entry, Turn turn, Life life) {
        this.entry = entry;
        this.turn = turn;
        this.life = life;
        this.pauses = life.pauses();
    }

    @Override
    public void run() {
        try {
            turn.await();
            work();
        } catch (EntryEndedException | OutboxStalledException e) {
            LOG.debug("an entry is not worked on any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            life.surroundings().lanes().leave(turn);
        }
    }

    private void work() throws InterruptedException {
        if (life.store().reading(book -> book.followsFailed(entry))) {
            life.store().ended(entry, Problems.earlierFailed());
        }
        Course course = new Course(
                new EntryDraft(life.store(), entry),
                turn.lane(),
                life.surroundings().clock().instant());
        while (entry.isOpen() && !life.isOver()) {
            take(course, step(course));
        }
    }

    private Step step(Course course) throws InterruptedException {
        Reach reach = life.surroundings().reach();
        reach.await();
        life.permits().acquire();
        Step step = new Step.Next();
        try {
            if (!life.isOver()) {
                step = life.surroundings().delivery().step(course, PATIENCE);
            }
            return step;
        } catch (EntryEndedException | OutboxStalledException e) {
            throw e;
        } catch (RuntimeException e) {
            // The boundary of the thread: an entry is never given up for a fault of ours.
            LOG.atError()
                    .addKeyValue("entry", entry.slot().id())
                    .setCause(e)
                    .log("a link cannot be written; it is tried again");
            return new Step.Stuck(Problems.internal());
        } finally {
            life.permits().release();
            switch (step) {
                case Step.Away _ -> reach.away();
                case Step.Done _, Step.Failed _, Step.Overtaken _ -> reach.back();
                case Step.Next _, Step.Unclear _, Step.Stuck _ -> reach.undecided();
            }
        }
    }

    private void take(Course course, Step step) throws InterruptedException {
        switch (step) {
            case Step.Next _ -> {}
            case Step.Done(var hash) -> life.store().ended(entry, new EntryState.Done(hash));
            case Step.Failed(var problem) -> {
                LOG.atWarn()
                        .addKeyValue("entry", entry.slot().id())
                        .addKeyValue("code", problem.code())
                        .log("an accepted link cannot be written");
                life.store().ended(entry, Problems.failed(problem));
            }
            case Step.Away(var problem) -> entry.is(waiting(course, problem));
            case Step.Overtaken(var problem) -> pause(waiting(course, problem));
            case Step.Unclear _ -> pause(new EntryState.Sending());
            case Step.Stuck(var problem) ->
                pause(
                        course.isInDoubt()
                                ? new EntryState.Sending()
                                : new EntryState.Stuck(
                                        problem.status(), problem.code(), String.valueOf(problem.getMessage())));
        }
    }

    private static EntryState waiting(Course course, ProblemException problem) {
        return course.isInDoubt() ? new EntryState.Sending() : new EntryState.Waiting(Optional.of(problem.code()));
    }

    private void pause(EntryState state) throws InterruptedException {
        entry.is(state);
        entry.pause(pauses.next());
    }
}
