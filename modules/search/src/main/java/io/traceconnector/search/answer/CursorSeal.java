package io.traceconnector.search.answer;

import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals cursors, so that nobody reads in them what others do, or makes one. A cursor opens only for the search and the organisations that
 * it was made for. The key is made at the first start and kept beside the index; a page after a restart follows on one before it.
 */
public final class CursorSeal {

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    /** Longer text was never a cursor. */
    private static final int LONGEST = 65_536;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private CursorSeal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Takes the key from {@code cursor.key} in the directory, or makes it. */
    public static CursorSeal open(Path directory) throws IOException {
        Path file = directory.resolve("cursor.key");
        if (Files.exists(file) && Files.size(file) == KEY) {
            return new CursorSeal(Files.readAllBytes(file));
        }
        byte[] made = new byte[KEY];
        new SecureRandom().nextBytes(made);
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly(file));
        Files.write(file, made, StandardOpenOption.WRITE);
        return new CursorSeal(made);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** @param bound what the cursor is good for; it must be given again to open it */
    String seal(byte[] content, String bound) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0, bound);
            byte[] sealed = java.util.Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(content.length));
            cipher.doFinal(content, 0, content.length, sealed, NONCE);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM is not available", impossible);
        }
    }

    /** @throws ProblemException 400 {@code bad_cursor} when it was not made here, or for another search or caller */
    byte[] open(String cursor, String bound) {
        try {
            if (cursor.length() > LONGEST) {
                throw refused();
            }
            byte[] sealed = Base64.getUrlDecoder().decode(cursor);
            if (sealed.length <= NONCE) {
                throw refused();
            }
            return cipher(Cipher.DECRYPT_MODE, sealed, 0, bound).doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (IllegalArgumentException | GeneralSecurityException forged) {
            throw refused();
        }
    }

    private static ProblemException refused() {
        return new ProblemException(
                400, "bad_cursor", "the cursor was not given for this search; start again without a cursor");
    }

    private Cipher cipher(int mode, byte[] nonce, int offset, String bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE));
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
