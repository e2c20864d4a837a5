package io.traceconnector.app.keys;

import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads key files; what was read is wiped. */
final class KeyFileReader {

    /** The largest private key that is accepted takes some 3 KiB. */
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private KeyFileReader() {}

    /** @throws CustodyException where the file gives no key */
    static PrivateKeyPem read(KeyPlace.InFile source) {
        byte[] pem = content(source.file());
        char[] passphrase = new char[0];
        try {
            if (source.passphrase().isPresent()) {
                passphrase = passphrase(source.passphrase().get());
            }
            return PrivateKeyPem.parse(pem, passphrase);
        } catch (FormatException e) {
            throw new CustodyException(code(e.code()), e.getMessage() + advice(e.code()));
        } finally {
            Arrays.fill(pem, (byte) 0);
            Arrays.fill(passphrase, '\0');
        }
    }

    /** Every key file of a directory, by its path. */
    static Map<Path, PrivateKeyPem> read(KeyPlace.InDirectory source) {
        Map<Path, PrivateKeyPem> keys = new TreeMap<>();
        try (Stream<Path> files = Files.list(source.directory())) {
            files.filter(Files::isRegularFile)
                    .forEach(file ->
                            keys.put(file, read(new KeyPlace.InFile(file, source.passphrase(), Optional.empty()))));
            return keys;
        } catch (IOException e) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_FILE_UNREADABLE,
                    "the directory cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static byte[] content(Path file) {
        try {
            Optional<String> mending = KeyFileAccess.mendingCommand(file);
            if (mending.isPresent()) {
                throw new CustodyException(
                        KeyProblem.Code.KEY_FILE_EXPOSED,
                        "others than its owner have access to this key file; run: " + mending.get());
            }
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
                throw new CustodyException(KeyProblem.Code.KEY_MALFORMED, "not a PEM file of at most 64 KiB");
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

    private static char[] passphrase(SecretSource source) {
        byte[] secret;
        try {
            secret = source.read();
        } catch (IOException e) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_PASSPHRASE_UNREADABLE,
                    "its passphrase cannot be read from " + source + " ("
                            + e.getClass().getSimpleName() + ")");
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(secret));
        char[] passphrase = Arrays.copyOf(decoded.array(), decoded.limit());
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(decoded.array(), '\0');
        return passphrase;
    }

    private static KeyProblem.Code code(String format) {
        return switch (format) {
            case "key-passphrase-missing" -> KeyProblem.Code.KEY_PASSPHRASE_MISSING;
            case "key-passphrase-wrong" -> KeyProblem.Code.KEY_PASSPHRASE_WRONG;
            case "key-size" -> KeyProblem.Code.KEY_SIZE_UNSUITABLE;
            case "key-type" -> KeyProblem.Code.KEY_TYPE_UNSUITABLE;
            default -> KeyProblem.Code.KEY_MALFORMED;
        };
    }

    private static String advice(String format) {
        return switch (format) {
            case "key-passphrase-missing" -> "; add passphrase: file:PATH or env:NAME beside file";
            case "key-label" -> "; is it the public half?";
            default -> "";
        };
    }
}
