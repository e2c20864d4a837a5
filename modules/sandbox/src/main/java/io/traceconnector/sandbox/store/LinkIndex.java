package io.traceconnector.sandbox.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is kept in memory of every link: 4 bytes for its place in its workflow and 11 to 22 for its hash; of every trace 12 bytes for its ends and its
 * place, and 11 to 22 for its id; and
 * who refers to whom, where a link refers to others. Everything else is read from the index file. Not for several threads.
 */
final class LinkIndex {

    private final LinkFiles files;
    private final Map<Long, IntList> links = new HashMap<>();
    private final Map<Long, IntList> traces = new HashMap<>();
    private final IntList firsts = new IntList();
    private final IntList heads = new IntList();
    private final FingerprintTable hashes = new FingerprintTable();
    private final FingerprintTable traceIds = new FingerprintTable();
    private final Map<String, IntList> referrers = new HashMap<>();
    private int size;
    private int ours;
    private long end;

    LinkIndex(LinkFiles files) {
        this.files = files;
    }

    void add(LinkEntry entry) {
        links(entry.workflow()).add(entry.ordinal());
        hashes.add(fingerprint(entry.hash()), entry.ordinal());
        if (entry.parent() < 0) {
            traces(entry.workflow()).add(entry.traceNumber());
            traceIds.add(fingerprint(entry.trace()), entry.traceNumber());
            firsts.add(entry.ordinal());
            heads.add(entry.ordinal());
        } else {
            heads.set(entry.traceNumber(), entry.ordinal());
        }
        size++;
        ours += entry.ours() ? 1 : 0;
        end = entry.end();
    }

    /** Takes note that a link refers to others. */
    void addReferences(int ordinal, List<String> hashes) {
        for (String hash : hashes) {
            referrers.computeIfAbsent(hash, _ -> new IntList()).add(ordinal);
        }
    }

    /** The ordinals of the links that refer to the one with this hash. */
    IntList referrers(String hash) {
        return referrers.getOrDefault(hash, new IntList());
    }

    /** The ordinal of the link with this hash; -1 where there is none. */
    int find(byte[] hash) throws IOException {
        return hashes.find(
                fingerprint(hash), ordinal -> Arrays.equals(files.entry(ordinal).hash(), hash));
    }

    /** The number of the trace with this id; -1 where there is none. */
    int find(UUID trace) throws IOException {
        return traceIds.find(
                fingerprint(trace),
                number -> files.entry(firsts.get(number)).trace().equals(trace));
    }

    int first(int traceNumber) {
        return firsts.get(traceNumber);
    }

    int head(int traceNumber) {
        return heads.get(traceNumber);
    }

    /** The ordinals of a workflow's links, in order. */
    IntList links(long workflow) {
        return links.computeIfAbsent(workflow, _ -> new IntList());
    }

    /** The numbers of a workflow's traces, in the order of their first links. */
    IntList traces(long workflow) {
        return traces.computeIfAbsent(workflow, _ -> new IntList());
    }

    int traceCount() {
        return heads.size();
    }

    int size() {
        return size;
    }

    int ours() {
        return ours;
    }

    /** Where the texts of the next link go. */
    long end() {
        return end;
    }

    private static int fingerprint(byte[] hash) {
        return ByteBuffer.wrap(hash).getInt();
    }

    private static int fingerprint(UUID trace) {
        long mixed = (trace.getMostSignificantBits() ^ trace.getLeastSignificantBits()) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> Integer.SIZE);
    }
}
