package io.traceconnector.app.keys;

import io.traceconnector.api.SecretSource;
import java.nio.file.Path;
import java.util.Optional;

/** Where a private key is. */
sealed interface KeyPlace {

    record InFile(Path file, Optional<SecretSource> passphrase, Optional<String> alias) implements KeyPlace {
        @Override
        public String toString() {
            return file + alias.map(name -> " (" + name + ")").orElse("");
        }
    }

    record InDirectory(Path directory, Optional<SecretSource> passphrase) implements KeyPlace {
        @Override
        public String toString() {
            return directory.toString();
        }
    }

    /** @param custodian its configured name */
    record Elsewhere(String custodian, KeyName name) implements KeyPlace {
        @Override
        public String toString() {
            return custodian + ": " + name;
        }
    }
}
