package io.traceconnector.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a value was written.
 *
 * @param name the file, {@code --set} or a variable of the environment
 * @param line from 1; 0 where there are no lines
 * @param directory against which relative paths are meant
 */
record Origin(String name, int line, Optional<Path> directory) {

    static Origin of(String name) {
        return new Origin(name, 0, Optional.empty());
    }

    Path resolve(String path) {
        Path written = Path.of(path);
        return directory.map(base -> base.resolve(written)).orElse(written);
    }

    /** Whether it was given on the command line, which wins over the environment. */
    boolean isOption() {
        return name.startsWith("--");
    }

    @Override
    public String toString() {
        return line == 0 ? name : name + ":" + line;
    }
}
