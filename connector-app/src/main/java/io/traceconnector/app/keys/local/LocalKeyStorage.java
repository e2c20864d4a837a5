package io.traceconnector.app.keys.local;

import java.io.IOException;
import java.util.Optional;

/** Where the file of a local key is. */
public interface LocalKeyStorage {

    /** Empty where there is none. What is longer than any such file ({@link LocalKeyFile#MAX_SIZE}) may be cut. */
    Optional<byte[]> read() throws IOException;

    /** Puts it in the place of the one that is there; old or new is there after a crash, whole. */
    void write(byte[] file) throws IOException;
}
