package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Pem;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A token of {@link SoftHsm}.
 *
 * @param directory where it is kept
 */
public record SoftHsmToken(SoftHsm hsm, String label, String pin, Path directory) {

    /** As {@code C_GetTokenInfo} says it: 16 hexadecimal digits, the end of the directory's name. */
    public String serial() {
        String digits = directory.getFileName().toString().replace("-", "");
        return digits.substring(digits.length() - 16);
    }

    /**
     * Loads a key pair: the private half sensitive and not extractable, the public half beside it.
     *
     * @param id in hexadecimal digits
     */
    public void load(String keyLabel, String id, PrivateKeyPem key) {
        Path file = hsm.configuration().resolveSibling("loading.pem");
        try {
            Files.writeString(
                    file, new Pem("PRIVATE KEY", Bytes.copyOf(key.key().getEncoded())).text());
            hsm.run(List.of(
                    "softhsm2-util",
                    "--import",
                    file.toString(),
                    "--token",
                    label,
                    "--pin",
                    pin,
                    "--label",
                    keyLabel,
                    "--id",
                    id));
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a key pair inside the token.
     *
     * @param type as pkcs11-tool names it: {@code rsa:2048}, {@code EC:prime256v1}, {@code EC:edwards25519}
     */
    public void generate(String type, String keyLabel, String id) {
        tool("--keypairgen", "--key-type", type, "--label", keyLabel, "--id", id);
    }

    /** Removes one half of a key pair, {@code privkey} or {@code pubkey}. */
    public void delete(String half, String keyLabel) {
        tool("--delete-object", "--type", half, "--label", keyLabel);
    }

    /** Every object, as pkcs11-tool lists them to a user that is logged in. */
    public String objects() {
        return tool("--list-objects");
    }

    /** Takes the token out: its directory is put aside. */
    public void remove() {
        move(directory, aside());
    }

    /** Puts it back in. */
    public void putBack() {
        move(aside(), directory);
    }

    private Path aside() {
        return hsm.configuration().resolveSibling("removed-" + directory.getFileName());
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "pkcs11-tool", "--module", hsm.library().toString(), "--token-label", label, "--login", "--pin", pin));
        command.addAll(List.of(arguments));
        return hsm.run(command);
    }
}
