package io.traceconnector.app.keys;

import io.traceconnector.api.SecretSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a private key is, as configured: in a {@code file}, in a {@code directory} of files, in an {@code hsm} or at a {@code vault}; exactly
 * one of them.
 *
 * @param file PEM in any of the variants of trace-protocol section 2.1, or PKCS#12; only its owner may have access to it
 * @param directory every key file in it counts; only its owner may have access to it
 * @param passphrase of the file, or of all files of the directory
 * @param alias of the key in a PKCS#12 file that holds several
 * @param hsm the configured name of a token
 * @param vault the configured name of a signing service
 * @param label of the key in the token, or its name at the service (with {@code @VERSION} where it is to stay with one)
 * @param id of the key in the token, in hexadecimal digits
 */
public record KeySource(
        Optional<Path> file,
        Optional<Path> directory,
        Optional<SecretSource> passphrase,
        Optional<String> alias,
        Optional<String> hsm,
        Optional<String> vault,
        Optional<String> label,
        Optional<String> id) {

    public KeySource {
        long places = Stream.of(file, directory, hsm, vault)
                .filter(Optional::isPresent)
                .count();
        require(places == 1, "a key has exactly one of file, directory, hsm and vault");
        boolean inFiles = file.isPresent() || directory.isPresent();
        require(inFiles || passphrase.isEmpty(), "passphrase goes with file or directory");
        require(file.isPresent() || alias.isEmpty(), "alias goes with file");
        require(!inFiles || (label.isEmpty() && id.isEmpty()), "label and id go with hsm or vault");
        require(hsm.isEmpty() || label.isPresent() || id.isPresent(), "a key in an hsm needs its label or its id");
        require(vault.isEmpty() || (label.isPresent() && id.isEmpty()), "a key at a vault needs its label, and no id");
        require(
                id.stream().allMatch(digits -> digits.matches("([0-9A-Fa-f]{2}){1,64}")),
                "id must be 1 to 64 bytes in hexadecimal digits");
    }

    /** A key in a file. */
    public static KeySource ofFile(Path file, Optional<SecretSource> passphrase) {
        return new KeySource(
                Optional.of(file),
                Optional.empty(),
                passphrase,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The files that the key comes out of, that of its passphrase included: when one changes, the key may be another. */
    public List<Path> files() {
        return Stream.of(file, directory, passphrase.flatMap(SecretSource::file))
                .flatMap(Optional::stream)
                .toList();
    }

    /** As one case of several, for a switch. */
    KeyPlace place() {
        if (file.isPresent()) {
            return new KeyPlace.InFile(file.get(), passphrase, alias);
        }
        if (directory.isPresent()) {
            return new KeyPlace.InDirectory(directory.get(), passphrase);
        }
        return new KeyPlace.Elsewhere(
                hsm.or(() -> vault).orElseThrow(),
                new KeyName(label, id.map(digits -> digits.toLowerCase(java.util.Locale.ROOT))));
    }

    /** For an operator: where the key is. */
    @Override
    public String toString() {
        return place().toString();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
