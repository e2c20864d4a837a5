package io.traceconnector.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How files look from outside at one time; two of them that are equal mean that nothing was written or put in a file's place. */
record FileStamps(Map<Path, String> stamps) {

    /** Files looked at in one directory; of a larger one, the others' changes go unseen until something else changes. */
    private static final int MOST_IN_DIRECTORY = 1000;

    static FileStamps of(Collection<Path> files) {
        Map<Path, String> stamps = new TreeMap<>();
        files.forEach(file -> add(stamps, file));
        return new FileStamps(Map.copyOf(stamps));
    }

    private static void add(Map<Path, String> stamps, Path file) {
        stamps.put(file, stamp(file));
        if (Files.isDirectory(file)) {
            try (Stream<Path> inside = Files.list(file)) {
                inside.limit(MOST_IN_DIRECTORY).forEach(each -> stamps.put(each, stamp(each)));
            } catch (IOException e) {
                stamps.put(file, "unreadable");
            }
        }
    }

    /** Follows links: projected secrets change by what a link leads to. */
    private static String stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (NoSuchFileException e) {
            return "absent";
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
