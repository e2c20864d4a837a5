package io.traceconnector.search.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that is not there. */
public final class Spelling {

    private Spelling() {}

    public static Optional<String> closest(String written, Collection<String> names) {
        return ranked(written, names).stream().findFirst();
    }

    /** The names that are close to what was written, closest first. */
    public static List<String> ranked(String written, Collection<String> names) {
        return names.stream()
                .map(name -> new Candidate(name, distance(written, name)))
                .filter(candidate -> candidate.distance <= Math.max(2, written.length() / 3))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name)
                .toList();
    }

    private record Candidate(String name, int distance) {}

    /** How many changes make one of the other: a character more, less or another, or two exchanged; letters of another case are nearly equal. */
    private static int distance(String written, String name) {
        if (Math.abs(written.length() - name.length()) > 8) {
            // A name of which only the end was written is close all the same.
            return name.endsWith("." + written) ? 1 : Integer.MAX_VALUE;
        }
        if (name.equalsIgnoreCase(written) || name.endsWith("." + written)) {
            return 1;
        }
        return edits(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    private static int edits(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + same, Math.min(last[j], row[j - 1]) + 1);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (exchanged) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
