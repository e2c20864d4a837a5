package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads key files; notes every problem and goes on, so that all are told at once. What was read is wiped. */
final class KeyLoader {

    /** The largest private key that is accepted takes some 3 KiB. */
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private final List<KeyProblem> problems = new ArrayList<>();

    List<KeyProblem> problems() {
        return problems;
    }

    void problem(OrganisationId organisation, Path file, KeyProblem.Code code, String what) {
        problems.add(new KeyProblem(organisation, file, code, what));
    }

    Optional<PrivateKeyPem> load(OrganisationId organisation, KeyFile source) {
        try {
            return Optional.of(read(source));
        } catch (Refusal refusal) {
            problem(organisation, source.file(), refusal.code, String.valueOf(refusal.getMessage()));
            return Optional.empty();
        }
    }

    private static PrivateKeyPem read(KeyFile source) throws Refusal {
        byte[] pem = content(source.file());
        char[] passphrase = new char[0];
        try {
            if (source.passphrase().isPresent()) {
                passphrase = passphrase(source.passphrase().get());
            }
            return PrivateKeyPem.parse(pem, passphrase);
        } catch (FormatException e) {
            throw new Refusal(code(e.code()), e.getMessage() + advice(e.code()));
        } finally {
            Arrays.fill(pem, (byte) 0);
            Arrays.fill(passphrase, '\0');
        }
    }

    private static byte[] content(Path file) throws Refusal {
        try {
            Optional<String> mending = KeyFileAccess.mendingCommand(file);
            if (mending.isPresent()) {
                throw new Refusal(
                        KeyProblem.Code.KEY_FILE_EXPOSED,
                        "others than its owner have access to this key file; run: " + mending.get());
            }
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
                throw new Refusal(KeyProblem.Code.KEY_MALFORMED, "not a PEM file of at most 64 KiB");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Refusal(KeyProblem.Code.KEY_FILE_MISSING, "there is no such file");
        } catch (IOException e) {
            throw new Refusal(
                    KeyProblem.Code.KEY_FILE_UNREADABLE,
                    "the file cannot be read (" + e.getClass().getSimpleName()
                            + "); it must be readable by the user that runs the connector");
        }
    }

    private static char[] passphrase(SecretSource source) throws Refusal {
        byte[] secret;
        try {
            secret = source.read();
        } catch (IOException e) {
            throw new Refusal(
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

    /** Why one file is refused. */
    private static final class Refusal extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        private final KeyProblem.Code code;

        private Refusal(KeyProblem.Code code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }
}
