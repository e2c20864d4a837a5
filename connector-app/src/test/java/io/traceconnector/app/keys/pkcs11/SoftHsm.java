package io.traceconnector.app.keys.pkcs11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SoftHSM with tokens under a directory of its own, for tests:
 *
 * <pre>{@code
 * SoftHsm hsm = SoftHsm.start(directory);
 * SoftHsmToken token = hsm.token("demo", "1234");
 * token.load("decryption", "01", key);
 * new HsmConfig(hsm.library(), ...)
 * }</pre>
 *
 * <p>SoftHSM finds its configuration through the environment of the process, when {@code C_Initialize} is called. So there is one configuration
 * in a JVM at a time, that of the last {@link #start}, and tokens are to be made before a library is initialised in this process, or after
 * {@code C_Finalize}: what other programs do to the directory meanwhile is seen late or not at all. Several tokens in one configuration are fine. A
 * test class closes its custodians before another one starts its own SoftHSM.
 */
public final class SoftHsm {

    private static final String PACKAGES = "softhsm2 opensc openssl";
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/softhsm/libsofthsm.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
            Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

    private final Path library;
    private final Path configuration;
    private final Path tokens;

    private SoftHsm(Path library, Path configuration, Path tokens) {
        this.library = library;
        this.configuration = configuration;
        this.tokens = tokens;
    }

    /**
     * Makes a configuration without tokens, and the one of this process. Skips the test, or fails it under CI, where SoftHSM is not installed.
     *
     * @param directory gets the configuration and the tokens
     */
    public static SoftHsm start(Path directory) {
        SoftHsm hsm = at(directory);
        try {
            Files.createDirectories(hsm.tokens);
            Files.writeString(
                    hsm.configuration,
                    "directories.tokendir = " + hsm.tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
            hsm.environment().forEach(ProcessEnvironment::set);
            hsm.finishWhatIsLeft();
            return hsm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An earlier test may have left the library initialised, because a call was late when it ended. */
    private void finishWhatIsLeft() {
        try {
            Cryptoki.load(library).finish();
        } catch (CryptokiException e) {
            if (!e.is(ReturnCode.CKR_CRYPTOKI_NOT_INITIALIZED)) {
                throw e;
            }
        }
    }

    /** With the configuration {@code softhsm2.conf} and the {@code tokens} that a directory has, but not for this process. */
    public static SoftHsm at(Path directory) {
        NativeTools.require(List.of("softhsm2-util", "pkcs11-tool"), PACKAGES);
        Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(LIBRARIES.getFirst());
        if (!Files.exists(library)) {
            NativeTools.refuse(library, PACKAGES);
        }
        Path absolute = directory.toAbsolutePath();
        return new SoftHsm(library, absolute.resolve("softhsm2.conf"), absolute.resolve("tokens"));
    }

    /** The PKCS#11 library. */
    public Path library() {
        return library;
    }

    Path configuration() {
        return configuration;
    }

    /** What a process that is to see the same tokens needs in its environment. */
    public Map<String, String> environment() {
        return Map.of("SOFTHSM2_CONF", configuration.toString());
    }

    /** Makes a token; its security officer has the same PIN. */
    public SoftHsmToken token(String label, String pin) {
        Set<Path> before = directories();
        run(List.of("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", pin));
        Set<Path> made = directories();
        made.removeAll(before);
        return new SoftHsmToken(this, label, pin, made.iterator().next());
    }

    String run(List<String> command) {
        return NativeTools.run(environment(), command);
    }

    private Set<Path> directories() {
        try (Stream<Path> found = Files.list(tokens)) {
            return found.collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
