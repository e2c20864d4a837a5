package io.traceconnector.app.stream;

import static io.traceconnector.app.stream.PumpRun.OURS;
import static io.traceconnector.app.stream.PumpRun.WORKFLOW;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong for a while: in the end every link of Trace is known with its right content. */
final class HealingTest {

    /** After so many pauses no link and no key is added. */
    private static final int LAST_EVENT = 40;

    @ParameterizedTest
    @EnumSource(Faults.class)
    void healsWhenAFaultIsOverThatHitEveryRequest(Faults fault) {
        PumpRun run = new PumpRun();
        run.trace.add(WORKFLOW, 23, "k1").add(WORKFLOW, 4, "k2");
        AtomicInteger pauses = new AtomicInteger();
        run.trace.fault(fault);
        run.until(() -> pauses.incrementAndGet() > 40);
        run.trace.fault(Faults.NONE);
        run.untilSettled();

        run.assertEverythingIsKnown();
    }

    @ParameterizedTest
    @EnumSource(Faults.class)
    void healsWhenAFaultHitsAFeedThatWasWhole(Faults fault) {
        PumpRun run = new PumpRun();
        run.trace.add(WORKFLOW, 23, "k1");
        run.untilSettled();
        run.trace.fault(fault);
        run.trace.add(WORKFLOW, 13, "k1");
        AtomicInteger pauses = new AtomicInteger();
        run.until(() -> pauses.incrementAndGet() > 40);
        run.trace.fault(Faults.NONE);
        run.untilSettled();

        run.assertEverythingIsKnown();
    }

    /**
     * A story of faults.
     *
     * @param faults one for each request; after the last all is right
     * @param stops after how many pauses the connector is killed, each time
     * @param keyAt the pause in which the second key is added
     * @param failures how many batches the consumer refuses
     */
    record Story(int links, List<Faults> faults, List<Integer> stops, int keyAt, int failures) {}

    @Property(tries = 300)
    void healsAfterAnyStory(@ForAll("stories") Story story) {
        PumpRun run = new PumpRun();
        run.trace.add(WORKFLOW, story.links(), "k1").add(WORKFLOW, 3, "k2").add(WORKFLOW, 3, "k1");
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger pauses = new AtomicInteger();
        run.trace.fault(request -> {
            int number = requests.getAndIncrement();
            return (number < story.faults().size() ? story.faults().get(number) : Faults.NONE).answer(request);
        });
        run.consumer.fail(story.failures());
        for (int stop : story.stops()) {
            int end = pauses.get() + stop;
            run.until(() -> eachPause(run, story, pauses.incrementAndGet()) >= end);
        }
        AtomicInteger settled = new AtomicInteger();
        run.until(() -> {
            boolean over = eachPause(run, story, pauses.incrementAndGet()) > LAST_EVENT
                    && requests.get() >= story.faults().size();
            // What was counted wrong under a fault is seen at the next request.
            return settled.updateAndGet(times -> over && run.isSettled() ? times + 1 : 0) == 3;
        });

        run.assertEverythingIsKnown();
    }

    private static int eachPause(PumpRun run, Story story, int pause) {
        if (pause == story.keyAt()) {
            run.keys.add(OURS, "k2");
        }
        if (pause % 7 == 0 && pause < LAST_EVENT) {
            run.trace.add(WORKFLOW, 1, "k1");
        }
        return pause;
    }

    @Provide
    Arbitrary<Story> stories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(Faults.class).list().ofMaxSize(60),
                        Arbitraries.integers().between(1, 15).list().ofMaxSize(4),
                        Arbitraries.integers().between(1, LAST_EVENT - 1),
                        Arbitraries.integers().between(0, 5))
                .as(Story::new);
    }
}
