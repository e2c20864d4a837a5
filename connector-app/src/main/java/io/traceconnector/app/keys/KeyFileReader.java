package io.traceconnector.app.keys;

import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.Pkcs12;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads a private key out of a file, PEM or PKCS#12 as its content tells; what was read is wiped. */
record KeyFileReader(KeyFileAccess access) {

    /** The largest private key that is accepted takes some 3 KiB; a PKCS#12 file also holds certificates. */
    static final int MAX_FILE_BYTES = 64 * 1024;

    /** @throws CustodyException where the file gives no key */
    PrivateKeyPem read(KeyPlace.InFile place) {
        try (KeyPassphrase passphrase = new KeyPassphrase(place.passphrase(), access)) {
            return read(place, passphrase);
        }
    }

    /** @throws CustodyException where the file gives no key */
    PrivateKeyPem read(KeyPlace.InFile place, KeyPassphrase passphrase) {
        byte[] content = content(place.file());
        try {
            return switch (KeyFileKind.of(content)) {
                case PEM -> ofPem(content, place.alias(), passphrase);
                case PKCS12 -> ofPkcs12(content, place.alias(), passphrase);
                case JAVA_KEY_STORE ->
                    throw new CustodyException(
                            KeyProblem.Code.KEY_FORMAT_UNSUITABLE,
                            "a Java key store (JKS or JCEKS); rewrite it: keytool -importkeystore -srckeystore FILE -destkeystore"
                                    + " FILE.p12 -deststoretype PKCS12");
                case OTHER ->
                    throw new CustodyException(KeyProblem.Code.KEY_MALFORMED, "neither a PEM nor a PKCS#12 file");
            };
        } catch (FormatException e) {
            throw new CustodyException(code(e.code()), e.getMessage() + advice(e.code()));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static PrivateKeyPem ofPem(byte[] pem, Optional<String> alias, KeyPassphrase passphrase) {
        if (alias.isPresent()) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_ALIAS_UNKNOWN, "a PEM file holds one key, without a name; leave alias out");
        }
        return PrivateKeyPem.isEncrypted(pem) ? PrivateKeyPem.parse(pem, passphrase.text()) : PrivateKeyPem.parse(pem);
    }

    private static PrivateKeyPem ofPkcs12(byte[] content, Optional<String> wanted, KeyPassphrase passphrase) {
        try (Pkcs12 store = Pkcs12.open(content, passphrase.text())) {
            String aliases = String.join(", ", store.aliases());
            if (store.aliases().isEmpty()) {
                throw new CustodyException(
                        KeyProblem.Code.KEY_STORE_EMPTY,
                        "this PKCS#12 file holds no private key, certificates at most");
            }
            if (wanted.isEmpty() && store.aliases().size() > 1) {
                throw new CustodyException(
                        KeyProblem.Code.KEY_AMBIGUOUS,
                        "this PKCS#12 file holds several private keys; choose one with alias: " + aliases);
            }
            String alias = wanted.orElseGet(() -> store.aliases().iterator().next());
            if (!store.aliases().contains(alias)) {
                throw new CustodyException(
                        KeyProblem.Code.KEY_ALIAS_UNKNOWN,
                        "this PKCS#12 file has no private key with this alias; it has: " + aliases);
            }
            return store.key(alias);
        }
    }

    /**
     * All of a file.
     *
     * @throws CustodyException where it cannot be read, is too large, or others have access to it
     */
    byte[] content(Path file) {
        try {
            access.require(file, "this key file");
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
                throw new CustodyException(
                        KeyProblem.Code.KEY_MALFORMED, "not a PEM file or PKCS#12 file of at most 64 KiB");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CustodyException(KeyProblem.Code.KEY_FILE_MISSING, "there is no such file");
        } catch (IOException e) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_FILE_UNREADABLE,
                    "the file cannot be read (" + e.getClass().getSimpleName()
                            + "); it must be readable by the user that runs the connector");
        }
    }

    private static KeyProblem.Code code(String format) {
        return switch (format) {
            case "key-passphrase-missing" -> KeyProblem.Code.KEY_PASSPHRASE_MISSING;
            case "key-passphrase-wrong" -> KeyProblem.Code.KEY_PASSPHRASE_WRONG;
            case "key-size" -> KeyProblem.Code.KEY_SIZE_UNSUITABLE;
            case "key-type" -> KeyProblem.Code.KEY_TYPE_UNSUITABLE;
            case "key-encryption" -> KeyProblem.Code.KEY_FORMAT_UNSUITABLE;
            default -> KeyProblem.Code.KEY_MALFORMED;
        };
    }

    private static String advice(String format) {
        return switch (format) {
            case "key-passphrase-missing" ->
                "; add passphrase: file:PATH, env:NAME or exec:COMMAND beside file or directory";
            case "key-label" -> "; is it the public half?";
            default -> "";
        };
    }
}
