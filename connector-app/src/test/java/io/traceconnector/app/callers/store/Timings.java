package io.traceconnector.app.callers.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out whether something can be told from something else by how long it takes. All are done in turns, and their medians compared. How much
 * they may differ comes from the noise: one and the same is measured twice, as if it were two. Half of it always counts as another time.
 *
 * @param tries of each; a quarter more of them come first and do not count
 * @param share of the median that is noise in any case: nobody measures less across a network
 */
record Timings(int tries, double share) {

    /** A machine that is busy in one of them is not in all. */
    private static final int ROUNDS = 3;

    private static final int NOISE = 5;

    /** The names of those that take another time than the control, and take it in every round. */
    Set<String> telling(Runnable control, Map<String, Runnable> others) {
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
        double noise = Math.max(measured, share * medians[0]);
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
        for (int i = -tries / 4; i < tries; i++) {
            for (int k = 0; k < all.size(); k++) {
                // Each comes after each of the others equally often.
                int which = Math.floorMod(k + i, all.size());
                long begun = System.nanoTime();
                all.get(which).run();
                nanos[which][Math.max(0, i)] = System.nanoTime() - begun;
            }
        }
        return Arrays.stream(nanos)
                .mapToDouble(one ->
                        Arrays.stream(one).sorted().skip(tries / 2).findFirst().orElseThrow())
                .toArray();
    }
}
