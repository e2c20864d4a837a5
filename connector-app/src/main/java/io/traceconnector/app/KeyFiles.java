package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Key files as commands read and write them. Private halves are made with mode 0600 before the first byte is written. */
final class KeyFiles {

    private static final int MAX_BYTES = 64 * 1024;

    private KeyFiles() {}

    sealed interface Content {}

    record Private(PrivateKeyPem key, boolean isProtected) implements Content {}

    record Public(PublicKeyPem key) implements Content {}

    static Path publicHalf(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw CommandException.unusable(file + " exists already; keys are never overwritten");
        }
    }

    static Content read(Path file, Optional<SecretSource> passphrase) {
        byte[] pem = bytes(file);
        try {
            if (new String(pem, StandardCharsets.UTF_8).contains("PRIVATE KEY")) {
                return new Private(privateKey(file, pem, passphrase), PrivateKeyPem.isEncrypted(pem));
            }
            return new Public(PublicKeyPem.parse(pem));
        } catch (FormatException e) {
            throw CommandException.unusable(file + ": " + e.getMessage());
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    static PrivateKeyPem readPrivate(Path file, Optional<SecretSource> passphrase) {
        if (read(file, passphrase) instanceof Private(PrivateKeyPem key, boolean isProtected)) {
            return key;
        }
        throw CommandException.unusable(file + " holds a public key; a private key is needed");
    }

    static PublicKeyPem readPublic(Path file) {
        return switch (read(file, Optional.empty())) {
            case Private(PrivateKeyPem key, boolean isProtected) -> key.publicKey();
            case Public(PublicKeyPem key) -> key;
        };
    }

    private static PrivateKeyPem privateKey(Path file, byte[] pem, Optional<SecretSource> passphrase) {
        if (!PrivateKeyPem.isEncrypted(pem)) {
            return PrivateKeyPem.parse(pem);
        }
        SecretSource source = passphrase.orElseThrow(() -> CommandException.unusable(
                file + " is protected; give --passphrase file:PATH, env:NAME or exec:COMMAND"));
        return withPassphrase(source, characters -> PrivateKeyPem.parse(pem, characters));
    }

    static void writePrivate(Path file, PrivateKeyPem key, Optional<SecretSource> passphrase) {
        String text =
                passphrase.isPresent() ? withPassphrase(passphrase.get(), key::encryptedText) : key.unprotectedText();
        write(file, text);
    }

    private static <T> T withPassphrase(SecretSource source, Function<char[], T> use) {
        byte[] secret;
        try {
            secret = source.read();
        } catch (IOException e) {
            throw CommandException.unusable("the passphrase cannot be read: " + e.getMessage());
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(secret));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        try {
            return use.apply(characters);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(characters, '\0');
            Arrays.fill(decoded.array(), '\0');
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw CommandException.unusable(file + " is larger than 64 KiB and cannot be a key");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandException.unusable(file + " cannot be read");
        }
    }

    /** Makes a file with mode 0600; fails where it exists. */
    static void write(Path file, String text) {
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer content = StandardCharsets.UTF_8.encode(text);
            while (content.hasRemaining()) {
                channel.write(content);
            }
        } catch (FileAlreadyExistsException e) {
            throw CommandException.unusable(file + " exists already; keys are never overwritten");
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be written");
        }
    }
}
