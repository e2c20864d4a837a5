package io.traceconnector.sandbox.store;

import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All links, on disk under one directory, in the order of their creation. For any number of threads; one process at a time. */
public final class LinkStore implements Closeable {

    private final LinkFiles files;
    private final LinkIndex index;

    private LinkStore(LinkFiles files) {
        this.files = files;
        this.index = new LinkIndex(files);
    }

    /**
     * Opens the store of a directory, an empty one if there is none. What a killed process had not written to the end is cut off.
     *
     * @throws DamagedException if a file does not hold what was written to it
     */
    public static LinkStore open(Path directory) throws IOException {
        LinkFiles files = LinkFiles.open(directory);
        LinkStore store = new LinkStore(files);
        try {
            List<LinkEntry> referring = new ArrayList<>();
            files.recover(entry -> {
                store.index.add(entry);
                if (entry.refers()) {
                    referring.add(entry);
                }
            });
            for (LinkEntry entry : referring) {
                store.index.addReferences(entry.ordinal(), references(LinkJson.read(store.raw(entry))));
            }
        } catch (IOException e) {
            files.close();
            throw e;
        }
        return store;
    }

    /**
     * Stores a link at the end of its trace and of its workflow, or says why not; nothing is stored then.
     *
     * @param durable whether it is on the disk when this returns; else {@link #force()} sees to that
     */
    public synchronized Appended append(NewLink link, boolean durable) throws IOException {
        if (index.find(link.hash()) >= 0) {
            return new Appended.Known();
        }
        int trace = index.find(link.trace());
        if (link.parent().isEmpty()) {
            return trace < 0 ? store(link, index.traceCount(), -1, 1, durable) : new Appended.TraceExists();
        }
        if (trace < 0) {
            return new Appended.NotOnHead();
        }
        LinkEntry head = files.entry(index.head(trace));
        if (head.workflow() != link.workflow()
                || !Arrays.equals(head.hash(), link.parent().get())) {
            return new Appended.NotOnHead();
        }
        return store(link, trace, head.ordinal(), head.height() + 1, durable);
    }

    private Appended store(NewLink link, int trace, int parent, int height, boolean durable) throws IOException {
        byte[] form = link.form().orElse(new byte[0]);
        byte[] texts = Arrays.copyOf(link.raw(), link.raw().length + form.length);
        System.arraycopy(form, 0, texts, link.raw().length, form.length);
        int position = index.links(link.workflow()).size() + 1;
        LinkEntry entry = new LinkEntry(
                index.size(),
                index.end(),
                link.raw().length,
                form.length,
                link.hash(),
                link.trace(),
                trace,
                parent,
                position,
                height,
                link.workflow(),
                link.group(),
                link.input(),
                link.createdAt(),
                link.state(),
                link.ours(),
                !link.references().isEmpty(),
                LinkFiles.checksum(texts));
        files.append(entry, texts);
        if (durable) {
            files.force();
        }
        index.add(entry);
        index.addReferences(entry.ordinal(), link.references());
        return new Appended.Stored(entry);
    }

    /** Everything stored so far is on the disk when this returns. */
    public void force() throws IOException {
        files.force();
    }

    public synchronized Optional<LinkEntry> find(byte[] hash) throws IOException {
        int ordinal = index.find(hash);
        return ordinal < 0 ? Optional.empty() : Optional.of(files.entry(ordinal));
    }

    public synchronized Optional<StoredTrace> trace(UUID id) throws IOException {
        int number = index.find(id);
        return number < 0 ? Optional.empty() : Optional.of(trace(number));
    }

    private StoredTrace trace(int number) throws IOException {
        return new StoredTrace(number, files.entry(index.first(number)), files.entry(index.head(number)));
    }

    /** How many links a workflow has. */
    public synchronized int linkCount(long workflow) {
        return index.links(workflow).size();
    }

    /** Links of a workflow by their places, from 0, {@code to} exclusive. */
    public List<LinkEntry> links(long workflow, int from, int to) throws IOException {
        int[] ordinals;
        synchronized (this) {
            ordinals = index.links(workflow).copy(from, to);
        }
        return entries(ordinals);
    }

    private List<LinkEntry> entries(int[] ordinals) throws IOException {
        List<LinkEntry> entries = new ArrayList<>(ordinals.length);
        for (int ordinal : ordinals) {
            entries.add(files.entry(ordinal));
        }
        return entries;
    }

    /** How many traces a workflow has. */
    public synchronized int traceCount(long workflow) {
        return index.traces(workflow).size();
    }

    /** The trace at a place among its workflow's traces, from 0. */
    public synchronized StoredTrace trace(long workflow, int place) throws IOException {
        return trace(index.traces(workflow).get(place));
    }

    /** A trace's links, first link first. */
    public List<LinkEntry> links(StoredTrace trace) throws IOException {
        List<LinkEntry> entries = new ArrayList<>();
        LinkEntry entry = trace.head();
        entries.add(entry);
        while (entry.parent() >= 0) {
            entry = files.entry(entry.parent());
            entries.add(entry);
        }
        return entries.reversed();
    }

    /** The link before this one in its trace. */
    public Optional<LinkEntry> parent(LinkEntry entry) throws IOException {
        return entry.parent() < 0 ? Optional.empty() : Optional.of(files.entry(entry.parent()));
    }

    /** The JSON text of the link. */
    public byte[] raw(LinkEntry entry) throws IOException {
        return Arrays.copyOf(files.texts(entry), entry.rawLength());
    }

    /** The JSON text beside the link, where there is one. */
    public Optional<byte[]> form(LinkEntry entry) throws IOException {
        return entry.formLength() == 0
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(
                        files.texts(entry), entry.rawLength(), entry.rawLength() + entry.formLength()));
    }

    /** The hashes, in hex, of the links that a link refers to. */
    public static List<String> references(Link link) {
        return link.meta().refs().stream().map(ref -> ref.linkHash().hex()).toList();
    }

    /** The links that refer to the one with this hash. */
    public List<LinkEntry> referrers(byte[] hash) throws IOException {
        int[] ordinals;
        synchronized (this) {
            IntList referrers = index.referrers(HexFormat.of().formatHex(hash));
            ordinals = referrers.copy(0, referrers.size());
        }
        return entries(ordinals);
    }

    /** How many links there are. */
    public synchronized int size() {
        return index.size();
    }

    /** How many links our organisation can read. */
    public synchronized int ours() {
        return index.ours();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
