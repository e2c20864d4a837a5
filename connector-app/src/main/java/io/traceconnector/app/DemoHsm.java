package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.pkcs11.HsmConfig;
import io.traceconnector.app.keys.pkcs11.KeyInToken;
import io.traceconnector.app.keys.pkcs11.NewToken;
import io.traceconnector.app.keys.pkcs11.ProcessEnvironment;
import io.traceconnector.app.keys.pkcs11.TokenAdministration;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The token that keeps the demo's keys: one that the user names, or one of the demo's own under its data directory, which SoftHSM makes.
 *
 * @param token its label
 * @param directory for what belongs to it
 */
record DemoHsm(HsmConfig config, String token, Path directory) {

    /** As connector.yaml of the sandbox calls it. */
    static final String NAME = "demo";

    /** Those of the organisation that is ours in the sandbox, by their labels. */
    private static final Map<String, KeySpec> KEYS = Map.of(
            "meridian-signing", KeySpec.EC_P256,
            "meridian-encryption", KeySpec.RSA_2048,
            "meridian-encryption-old", KeySpec.RSA_2048);

    private static final String SOFTHSM_VARIABLE = "SOFTHSM2_CONF";
    private static final String SOFTHSM_CONFIGURATION = "softhsm2.conf";
    private static final int PIN_BYTES = 12;

    /**
     * Finds the token, or makes the demo's own.
     *
     * @param directory of the demo
     * @throws CommandException where the library needs a token to be named
     */
    static DemoHsm open(Path library, Optional<String> label, Optional<SecretSource> pin, Path directory)
            throws IOException {
        if (!Files.exists(library)) {
            throw CommandException.unusable(library + " is missing; --hsm names a PKCS#11 library");
        }
        Path own = Files.createDirectories(
                directory.resolve("hsm"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (label.isPresent() && pin.isPresent()) {
            return new DemoHsm(HsmConfig.ofToken(library, label.get(), pin.get()), label.get(), own);
        }
        if (label.isPresent() || pin.isPresent() || !isSoftHsm(library)) {
            throw CommandException.unusable(
                    "--hsm needs --hsm-token and --hsm-pin, but for SoftHSM, where neither is needed");
        }
        return new DemoHsm(HsmConfig.ofToken(library, NAME, ownToken(library, own)), NAME, own);
    }

    private static boolean isSoftHsm(Path library) throws IOException {
        return library.toRealPath().getFileName().toString().contains("softhsm");
    }

    /** SoftHSM finds its tokens through the environment only, so that of this process is set. */
    private static SecretSource ownToken(Path library, Path own) throws IOException {
        Path tokens = Files.createDirectories(own.resolve("tokens"));
        Path configuration = own.resolve(SOFTHSM_CONFIGURATION);
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        ProcessEnvironment.set(SOFTHSM_VARIABLE, configuration.toString());
        Path file = own.resolve("pin");
        if (!Files.exists(file)) {
            byte[] random = new byte[PIN_BYTES];
            new SecureRandom().nextBytes(random);
            KeyFiles.write(file, HexFormat.of().formatHex(random));
        }
        SecretSource pin = new SecretSource("file:" + file);
        makeToken(library, pin);
        return pin;
    }

    private static void makeToken(Path library, SecretSource pin) throws IOException {
        byte[] secret = pin.read();
        try {
            NewToken.make(library, NAME, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Makes the keys that are missing in the token; those that are there are used.
     *
     * @return a directory with the public halves, as the sandbox wants them
     */
    Path publicKeys() throws IOException {
        Path halves = Files.createDirectories(directory.resolve("public-keys"));
        try (TokenAdministration open = new TokenAdministration(NAME, config, new KeyFileAccess(false))) {
            List<KeyInToken> found = open.keys();
            for (Map.Entry<String, KeySpec> wanted : KEYS.entrySet()) {
                String label = wanted.getKey();
                PublicKeyPem half = found.stream()
                        .filter(key -> key.label().equals(label))
                        .findFirst()
                        .flatMap(KeyInToken::publicKey)
                        .orElseGet(() -> open.generate(wanted.getValue(), label, id(label)));
                Files.writeString(halves.resolve(label + ".pub"), half.text());
            }
            return halves;
        } catch (CustodyException e) {
            throw CommandException.failed(
                    place() + ": " + e.getMessage() + " (" + e.code().spelling() + ")");
        }
    }

    /** A label's bytes in hexadecimal digits: as unique as the label. */
    private static String id(String label) {
        return HexFormat.of().formatHex(label.getBytes(StandardCharsets.US_ASCII));
    }

    /** Where the keys are, for a person. */
    String place() {
        return "the token " + token + " of " + config.library();
    }

    /** Lets a configuration whose keys are in the HSM {@link #NAME} find it. */
    void addTo(Path configuration) throws IOException {
        Path softHsm = directory.resolve(SOFTHSM_CONFIGURATION);
        String section = "# The token of the keys above."
                + (Files.exists(softHsm) ? " Commands need " + SOFTHSM_VARIABLE + "=" + softHsm : "")
                + "\n"
                + "hsms:\n"
                + "  " + NAME + ":\n"
                + "    library: " + quoted(config.library().toString()) + "\n"
                + "    token-label: " + quoted(token) + "\n"
                + "    pin: " + quoted(config.pin().reference()) + "\n";
        Files.writeString(configuration, section, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    /** YAML takes a JSON string as it is. */
    private static String quoted(String text) {
        return JsonLines.MAPPER.writeValueAsString(text);
    }
}
