package io.traceconnector.sandbox.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tags of traces: a file of one JSON line a change, {@code ["+","<trace id>","<tag>",…]}, and a map in memory of the traces that have any. A line
 * that was not written to the end is cut off. For any number of threads.
 */
public final class TagLog implements Closeable {

    /** Tags of one trace; more are refused. */
    public static final int TAGS_PER_TRACE = 100;

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<UUID, SequencedSet<String>> tags = new HashMap<>();
    private final FileChannel file;

    private TagLog(FileChannel file) {
        this.file = file;
    }

    public static TagLog open(Path directory) throws IOException {
        Path path = directory.resolve("tags.log");
        byte[] content = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(end).position(end);
        TagLog log = new TagLog(channel);
        new String(content, 0, end, StandardCharsets.UTF_8).lines().forEach(log::replay);
        return log;
    }

    private void replay(String line) {
        String[] change = json.readValue(line, String[].class);
        List<String> changed = List.of(change).subList(2, change.length);
        UUID trace = UUID.fromString(change[1]);
        if (change[0].equals("+")) {
            tags.computeIfAbsent(trace, _ -> new LinkedHashSet<>()).addAll(changed);
        } else if (tags.containsKey(trace)) {
            tags.get(trace).removeAll(changed);
        }
    }

    public synchronized List<String> of(UUID trace) {
        SequencedSet<String> found = tags.get(trace);
        return found == null ? List.of() : List.copyOf(found);
    }

    /** @throws IllegalArgumentException if the trace would have more than {@link #TAGS_PER_TRACE} */
    public synchronized void add(UUID trace, Collection<String> added) throws IOException {
        SequencedSet<String> all = new LinkedHashSet<>(of(trace));
        all.addAll(added);
        if (all.size() > TAGS_PER_TRACE) {
            throw new IllegalArgumentException("a trace has at most " + TAGS_PER_TRACE + " tags");
        }
        write("+", trace, added);
    }

    public synchronized void remove(UUID trace, Collection<String> removed) throws IOException {
        write("-", trace, removed);
    }

    private void write(String sign, UUID trace, Collection<String> changed) throws IOException {
        List<String> line = new java.util.ArrayList<>(List.of(sign, trace.toString()));
        line.addAll(changed);
        String text = json.writeValueAsString(line);
        ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        replay(text);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            file.force(false);
        }
    }
}
