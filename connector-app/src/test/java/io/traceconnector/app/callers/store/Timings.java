package io.traceconnector.app.callers.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds out whether something can be told from something else by how long it takes. All are done in turns, in changing orders, and their medians compared. How much
 * they may differ comes from the noise: one and the same is measured twice, as if it were two. Half of it always counts as another time.
 *
 * @param warmUp tries of each that come first and do not count
 * @param tries of each that do
 * @param share of the median that is noise in any case: nobody measures less across a network
 */
record Timings(int warmUp, int tries, double share) {

    /** A machine that is busy in one of them is not in all. */
    private static final int ROUNDS = 5;

    private static final int NOISE = 5;

    /** Half a microsecond: on the way through a network it is lost. */
    private static final double NOTHING = 500;

    /** The names of those that take another time than the control, and take it in every round. */
    Set<String> telling(Runnable control, Map<String, Runnable> others) {
        List<Runnable> all = new ArrayList<>(others.values());
        all.add(control);
        for (int i = 0; i < warmUp; i++) {
            all.forEach(Runnable::run);
        }
        Set<String> telling = new TreeSet<>(others.keySet());
        for (int round = 0; round < ROUNDS && !telling.isEmpty(); round++) {
            telling.retainAll(round(control, new TreeMap<>(others)));
        }
        return telling;
    }

    private Set<String> round(Runnable control, TreeMap<String, Runnable> others) {
        List<Runnable> all = new ArrayList<>(List.of(control, control));
        all.addAll(others.values());
        double[] medians = medians(all);
        double measured = Math.min(NOISE * Math.abs(medians[0] - medians[1]), medians[0] / 2);
        double noise = Math.max(measured, Math.max(share * medians[0], NOTHING));
        Set<String> differing = new TreeSet<>();
        int i = 2;
        for (String name : others.keySet()) {
            if (Math.abs(medians[i++] - medians[0]) > noise) {
                differing.add(name);
            }
        }
        return differing;
    }

    private double[] medians(List<Runnable> all) {
        long[][] nanos = new long[all.size()][tries];
        List<Integer> order = IntStream.range(0, all.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        for (int i = 0; i < tries; i++) {
            // What comes before something must not be the same each time.
            Collections.shuffle(order, ThreadLocalRandom.current());
            for (int which : order) {
                long begun = System.nanoTime();
                all.get(which).run();
                nanos[which][i] = System.nanoTime() - begun;
            }
        }
        return Arrays.stream(nanos)
                .mapToDouble(one ->
                        Arrays.stream(one).sorted().skip(tries / 2).findFirst().orElseThrow())
                .toArray();
    }
}
