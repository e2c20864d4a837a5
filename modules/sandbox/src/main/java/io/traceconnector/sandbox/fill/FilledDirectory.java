package io.traceconnector.sandbox.fill;

import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.TagLog;
import io.traceconnector.sandbox.world.SafeFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The links and tags under a directory. They are generated aside and moved into place when they are complete, so that an interrupted filling is
 * never served: the next start throws it away and begins anew.
 */
public final class FilledDirectory implements Closeable {

    private static final String FILLING_FILE = "filling.json";

    private final Filling filling;
    private final LinkStore links;
    private final TagLog tags;

    private FilledDirectory(Filling filling, LinkStore links, TagLog tags) {
        this.filling = filling;
        this.links = links;
        this.tags = tags;
    }

    /** Makes links. */
    @FunctionalInterface
    public interface Source {
        void fill(Filling filling, LinkStore links, TagLog tags, IntConsumer progress)
                throws IOException, InterruptedException;
    }

    /** Whether there are links under a directory, complete. */
    public static boolean isFilled(Path directory) {
        return Files.exists(complete(directory).resolve(FILLING_FILE));
    }

    private static Path complete(Path directory) {
        return directory.resolve("trace");
    }

    /**
     * Opens what is there, or fills it first.
     *
     * @param progress is told how many links there are while it fills
     * @throws IllegalArgumentException if it was filled with something else than planned
     */
    public static FilledDirectory open(Path directory, FillPlan plan, Source source, IntConsumer progress)
            throws IOException, InterruptedException {
        Path complete = complete(directory);
        Optional<Filling> found = read(complete);
        if (found.isEmpty()) {
            Path aside = directory.resolve("trace.filling");
            fill(aside, plan.filling(), source, progress);
            Files.move(aside, complete, StandardCopyOption.ATOMIC_MOVE);
        } else if (!plan.accepts(found.get())) {
            throw new IllegalArgumentException(
                    directory + " holds " + found.get().links() + " links of seed "
                            + found.get().seed() + "; ask for these, or give another directory");
        }
        return open(complete, found.orElseGet(plan::filling));
    }

    private static FilledDirectory open(Path complete, Filling filling) throws IOException {
        LinkStore links = LinkStore.open(complete);
        try {
            return new FilledDirectory(filling, links, TagLog.open(complete));
        } catch (IOException e) {
            links.close();
            throw e;
        }
    }

    private static void fill(Path aside, Filling filling, Source source, IntConsumer progress)
            throws IOException, InterruptedException {
        delete(aside);
        Files.createDirectories(aside);
        try (LinkStore links = LinkStore.open(aside);
                TagLog tags = TagLog.open(aside)) {
            source.fill(filling, links, tags, progress);
        }
        SafeFiles.write(
                aside.resolve(FILLING_FILE), JsonMapper.builder().build().writeValueAsString(filling));
    }

    private static Optional<Filling> read(Path complete) throws IOException {
        Path file = complete.resolve(FILLING_FILE);
        return Files.exists(file)
                ? Optional.of(JsonMapper.builder().build().readValue(Files.readAllBytes(file), Filling.class))
                : Optional.empty();
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    public Filling filling() {
        return filling;
    }

    public LinkStore links() {
        return links;
    }

    public TagLog tags() {
        return tags;
    }

    @Override
    public void close() throws IOException {
        try (links) {
            tags.close();
        }
    }
}
