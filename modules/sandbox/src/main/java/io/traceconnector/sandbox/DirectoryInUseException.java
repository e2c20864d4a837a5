package io.traceconnector.sandbox;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Another sandbox has the directory. */
final class DirectoryInUseException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DirectoryInUseException(Path directory) {
        super("another sandbox is using " + directory);
    }
}
