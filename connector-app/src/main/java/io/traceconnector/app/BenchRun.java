package io.traceconnector.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how many operations a second are done. Those who serve a key take turns in short slices, so that what else the machine does
 * meets all alike: half of the time the one that serves the daemon, the others by turns in between.
 */
final class BenchRun {

    private static final Duration SLICE = Duration.ofMillis(250);
    private static final Duration SHORTEST_WARM_UP = Duration.ofMillis(300);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(2);

    private final int threads;
    private final Duration time;

    /** @param time for one key, without warming up */
    BenchRun(int threads, Duration time) {
        this.threads = threads;
        this.time = time;
    }

    /**
     * Operations a second by who serves the key.
     *
     * @throws CommandException where the key cannot be used
     */
    Map<String, Double> measure(BenchSubject subject) {
        List<String> turns = turns(subject);
        Map<String, Slices> measured = new LinkedHashMap<>();
        long rounds = Math.max(1, time.dividedBy(SLICE.multipliedBy(turns.size())));
        Duration slice = time.dividedBy(rounds * turns.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            subject.lanes().forEach((name, key) -> {
                run(pool, key, warmUp());
                measured.put(name, new Slices());
            });
            for (long round = 0; round < rounds; round++) {
                for (String name : turns) {
                    measured.computeIfAbsent(name, _ -> new Slices())
                            .add(run(pool, subject.lanes().get(name), slice));
                }
            }
        }
        Map<String, Double> rates = new LinkedHashMap<>();
        measured.forEach((name, slices) -> rates.put(name, slices.rate()));
        return rates;
    }

    private Duration warmUp() {
        Duration fifth = time.dividedBy(5);
        return fifth.compareTo(SHORTEST_WARM_UP) < 0
                ? SHORTEST_WARM_UP
                : fifth.compareTo(LONGEST_WARM_UP) > 0 ? LONGEST_WARM_UP : fifth;
    }

    private static List<String> turns(BenchSubject subject) {
        List<String> turns = new ArrayList<>();
        for (String name : subject.lanes().keySet()) {
            if (!name.equals(subject.serving())) {
                turns.add(subject.serving());
                turns.add(name);
            }
        }
        return turns.isEmpty() ? List.of(subject.serving()) : turns;
    }

    private Slice run(ExecutorService pool, BenchKey key, Duration slice) {
        long end = System.nanoTime() + slice.toNanos();
        List<Future<Slice>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> repeat(key, end)));
        }
        long operations = 0;
        long nanos = 0;
        for (Future<Slice> thread : running) {
            Slice done = result(thread);
            operations += done.operations();
            nanos += done.nanos();
        }
        return new Slice(operations, nanos / threads);
    }

    private static Slice repeat(BenchKey key, long end) {
        long started = System.nanoTime();
        long operations = 0;
        long now = started;
        while (operations == 0 || now - end < 0) {
            key.use();
            operations++;
            now = System.nanoTime();
        }
        return new Slice(operations, now - started);
    }

    private static Slice result(Future<Slice> thread) {
        try {
            return thread.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CommandException told
                    ? told
                    : CommandException.failed("the key could not be used: " + e.getCause());
        }
    }

    /** @param nanos how long a thread took, on average */
    private record Slice(long operations, long nanos) {}

    /** All slices of one. */
    private static final class Slices {

        private long operations;
        private long nanos;

        void add(Slice slice) {
            operations += slice.operations();
            nanos += slice.nanos();
        }

        /** A second, to one decimal. */
        double rate() {
            return Math.round(operations * 1e10 / nanos) / 10.0;
        }
    }
}
