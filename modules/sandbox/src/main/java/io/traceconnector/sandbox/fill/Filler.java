package io.traceconnector.sandbox.fill;

import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.sandbox.store.Appended;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.NewLink;
import io.traceconnector.sandbox.store.TagLog;
import io.traceconnector.sandbox.world.Catalogue;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.Workflow;
import io.traceconnector.sandbox.world.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Fills a store with the links of many processes at a time. By its seed and the number of links everything is the same each time: which
 * processes there are, their ids, the order of links, what the forms say, who can read. Symmetric keys, and so ciphertexts and hashes, are fresh.
 */
public final class Filler {

    private static final Instant FIRST = Instant.parse("2026-01-05T06:30:00Z");
    private static final Duration SPAN = Duration.ofDays(300);
    /** From here on readers use their newest key. */
    private static final double ROTATION = 0.85;
    /** Processes under way at a time; each has at most one link in a round, and the links of a round are in memory. */
    private static final int MOST_PROCESSES = 512;

    private static final double TAGGED = 0.03;
    /** Invoices between others. */
    private static final double WITHOUT_US = 0.3;
    /** How often a workflow is begun, of {@link Catalogue#workflows()}. */
    private static final int[] WEIGHTS = {30, 22, 12, 17, 14, 5};

    private final Sealer sealer;
    private final long seed;
    private final int links;
    private final Random random;
    private final List<ProcessRun> active = new ArrayList<>();
    private final List<Workflow> workflows = Catalogue.workflows();
    private int begun;

    /** @param former signed for an account before the key whose private half is not here; see {@code KeyDirectory} */
    public Filler(World world, Crypto crypto, Optional<PrivateKeyPem> former, long seed, int links) {
        this.sealer = new Sealer(world, Catalogue.ours(), crypto, former);
        this.seed = seed;
        this.links = links;
        this.random = new Random(seed);
    }

    /**
     * Fills an empty store; returns when everything is on the disk.
     *
     * @param progress is told how many links there are, now and then, by the calling thread
     */
    public void fill(LinkStore store, TagLog tags, IntConsumer progress) throws IOException, InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            try {
                while (store.size() < links) {
                    round(store, tags, workers);
                    progress.accept(store.size());
                }
            } finally {
                workers.shutdownNow();
            }
        }
        store.force();
    }

    /** Takes some of the active processes one link further, at the same time, and stores the links in order. */
    private void round(LinkStore store, TagLog tags, ExecutorService workers) throws IOException, InterruptedException {
        int stored = store.size();
        int width = Math.clamp(Math.min(stored / 4, links / 40), 4, MOST_PROCESSES);
        while (active.size() < width) {
            active.add(begin());
        }
        Collections.shuffle(active, random);
        int size = Math.min(links - stored, (active.size() + 1) / 2);
        List<ProcessRun> round = List.copyOf(active.subList(0, size));
        List<Callable<NewLink>> work = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ProcessRun run = round.get(i);
            int ordinal = stored + i;
            work.add(() -> next(run, ordinal));
        }
        List<Future<NewLink>> sealed = workers.invokeAll(work);
        for (int i = 0; i < size; i++) {
            boolean first = round.get(i).head().isEmpty();
            store(store, sealed.get(i), round.get(i));
            if (first && round.get(i).words().chance(TAGGED)) {
                tags.add(round.get(i).trace(), List.of(round.get(i).words().pick(Vocabulary.TAGS)));
            }
        }
        active.removeIf(ProcessRun::isOver);
    }

    private NewLink next(ProcessRun run, int ordinal) {
        Instant at = FIRST.plusMillis(SPAN.toMillis() * ordinal / links);
        return sealer.seal(run.next(at), ordinal < ROTATION * links);
    }

    private static void store(LinkStore store, Future<NewLink> sealed, ProcessRun run)
            throws IOException, InterruptedException {
        try {
            NewLink link = sealed.get();
            if (!(store.append(link, false) instanceof Appended.Stored)) {
                throw new IllegalStateException("a generated link does not follow the head of its trace");
            }
            run.sealed(new LinkHash(Bytes.takeOwnershipOf(link.hash())));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a link could not be made", e.getCause());
        }
    }

    private ProcessRun begin() {
        SplittableRandom chance = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + begun++);
        Workflow workflow = workflows.get(draw(chance));
        boolean withoutUs = workflow.name().equals("Invoices") && chance.nextDouble() < WITHOUT_US;
        return new ProcessRun(workflow, Catalogue.ours(), withoutUs, chance);
    }

    private static int draw(SplittableRandom chance) {
        int ticket = chance.nextInt(java.util.Arrays.stream(WEIGHTS).sum());
        int workflow = 0;
        while (ticket >= WEIGHTS[workflow]) {
            ticket -= WEIGHTS[workflow++];
        }
        return workflow;
    }
}
