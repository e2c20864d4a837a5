package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The PKCS#11 libraries of this process: one is loaded and initialised once, however many tokens are used through it. */
public final class Pkcs11Libraries {

    private final Map<Path, Library> loaded = new HashMap<>();

    /**
     * The tokens that a library sees.
     *
     * @throws CustodyException where it cannot be loaded or used
     */
    public List<TokenInfo> tokens(Path path) {
        try {
            Library library = at(path).used();
            try {
                return tokens(library);
            } finally {
                library.unused();
            }
        } catch (AwayException | CryptokiException e) {
            throw new CustodyException(KeyProblem.Code.CUSTODIAN_UNAVAILABLE, path + ": " + e.getMessage());
        }
    }

    private static List<TokenInfo> tokens(Library library) {
        return library.call(library.initialised(), Deadline.in(Duration.ofSeconds(30)), Cryptoki::tokens).stream()
                .filter(TokenInfo::isInitialised)
                .toList();
    }

    /** @throws AwayException where it cannot be loaded */
    synchronized Library at(Path path) {
        try {
            return loaded.computeIfAbsent(path.toRealPath(), real -> new Library(Cryptoki.load(path)));
        } catch (IOException | IllegalArgumentException e) {
            throw new AwayException(path + " cannot be loaded as a PKCS#11 library for this machine; check library:");
        }
    }
}
