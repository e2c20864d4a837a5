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
import java.util.stream.Stream;

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
     * Operations a second by who serves the key, the one that serves the daemon first.
     *
     * @throws CommandException where the key cannot be used
     */
    Map<String, Double> measure(BenchSubject subject) {
        List<BenchLane> turns = turns(subject);
        Map<String, Slices> measured = new LinkedHashMap<>();
        long rounds = Math.max(1, time.dividedBy(SLICE.multipliedBy(turns.size())));
        Duration slice = time.dividedBy(rounds * turns.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            turns.stream().distinct().forEach(lane -> run(pool, lane.key(), warmUp()));
            for (long round = 0; round < rounds; round++) {
                for (BenchLane lane : turns) {
                    measured.computeIfAbsent(lane.name(), _ -> new Slices()).add(run(pool, lane.key(), slice));
                }
            }
        }
        Map<String, Double> rates = new LinkedHashMap<>();
        measured.forEach((name, slices) -> rates.put(name, slices.rate()));
        return rates;
    }

    private Duration warmUp() {
        Duration fifth = time.dividedBy(5);
        if (fifth.compareTo(SHORTEST_WARM_UP) < 0) {
            return SHORTEST_WARM_UP;
        }
        return fifth.compareTo(LONGEST_WARM_UP) > 0 ? LONGEST_WARM_UP : fifth;
    }

    private static List<BenchLane> turns(BenchSubject subject) {
        if (subject.others().isEmpty()) {
            return List.of(subject.serving());
        }
        return subject.others().stream()
                .flatMap(other -> Stream.of(subject.serving(), other))
                .toList();
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
