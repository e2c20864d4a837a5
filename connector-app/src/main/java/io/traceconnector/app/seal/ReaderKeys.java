package io.traceconnector.app.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who may read what is sealed for a workflow: accounts, each with its encryption key's fingerprint. Accounts are in the order of their
 * numbers, so that the same keys always give the same text.
 */
record ReaderKeys(SortedMap<String, String> byAccount) {

    static final Comparator<String> NUMERIC =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final int MOST_TOLD = 5;

    ReaderKeys {
        SortedMap<String, String> copy = new TreeMap<>(NUMERIC);
        copy.putAll(byAccount);
        byAccount = Collections.unmodifiableSortedMap(copy);
    }

    static ReaderKeys of(Map<String, String> byAccount) {
        return new ReaderKeys(new TreeMap<>(byAccount));
    }

    /** A line {@code account fingerprint} for each account. */
    String text() {
        StringBuilder lines = new StringBuilder();
        byAccount.forEach(
                (account, key) -> lines.append(account).append(' ').append(key).append('\n'));
        return lines.toString();
    }

    /** A JSON list of lists, account and fingerprint. */
    String json() {
        return byAccount.entrySet().stream()
                .map(reader -> "[\"" + reader.getKey() + "\",\"" + reader.getValue() + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Names exactly this set: SHA-256 of its text, in hexadecimal digits. */
    String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** What is other than in these, a sentence for each of the first few accounts; empty where nothing is. */
    String differencesFrom(ReaderKeys pinned) {
        List<String> told = new ArrayList<>();
        byAccount.forEach((account, key) -> {
            String before = pinned.byAccount.get(account);
            if (before == null) {
                told.add("Account " + account + " is new, with key " + key + ".");
            } else if (!before.equals(key)) {
                told.add("Account " + account + " has key " + key + " instead of " + before + ".");
            }
        });
        pinned.byAccount.forEach((account, key) -> {
            if (!byAccount.containsKey(account)) {
                told.add("Account " + account + " is gone, with key " + key + ".");
            }
        });
        String first = told.stream().limit(MOST_TOLD).collect(Collectors.joining(" "));
        return told.size() > MOST_TOLD ? first + " And " + (told.size() - MOST_TOLD) + " more." : first;
    }
}
