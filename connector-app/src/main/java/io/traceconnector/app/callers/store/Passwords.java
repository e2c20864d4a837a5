package io.traceconnector.app.callers.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Operators' passwords by Argon2id (RFC 9106), and what comes of it once more under the store's key, so that what is kept cannot be guessed at without
 * that. Two are hashed at a time, 46 MiB each, on threads of their own so that virtual ones go on; some more wait, and beyond that callers are
 * told to come back. Safe for many threads.
 */
final class Passwords implements AutoCloseable {

    /** At least that many characters. */
    static final int SHORTEST = 12;

    static final int LONGEST = 1024;

    private static final int AT_A_TIME = 2;
    private static final int WAITING = 16;
    private static final int MEMORY = 46 << 10;
    private static final int SALT_SIZE = 16;
    private static final int HASH_SIZE = 32;
    private static final int LONGEST_CHARACTER = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ledger ledger;
    private final ExecutorService threads = new ThreadPoolExecutor(
            AT_A_TIME,
            AT_A_TIME,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("passwords-", 0).factory());

    Passwords(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Empty where too many are hashed. */
    Optional<PasswordHash> hash(char[] password) {
        byte[] salt = new byte[SALT_SIZE];
        RANDOM.nextBytes(salt);
        PasswordHash form = new PasswordHash(MEMORY, 1, 1, Base64.getEncoder().encodeToString(salt), "");
        return bounded(() -> hash(form, password))
                .map(hash -> new PasswordHash(
                        form.memory(),
                        form.passes(),
                        form.lanes(),
                        form.salt(),
                        Base64.getEncoder().encodeToString(hash)));
    }

    /**
     * Takes equally long where nothing is kept.
     *
     * @return empty where too many are hashed
     */
    Optional<Boolean> matches(char[] password, Optional<PasswordHash> kept) {
        PasswordHash form = kept.orElseGet(
                () -> new PasswordHash(MEMORY, 1, 1, Base64.getEncoder().encodeToString(new byte[SALT_SIZE]), ""));
        return bounded(() -> hash(form, password))
                .map(hash -> MessageDigest.isEqual(hash, Base64.getDecoder().decode(form.hash())));
    }

    private Optional<byte[]> bounded(Callable<byte[]> work) {
        try {
            return Optional.of(threads.submit(work).get());
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private byte[] hash(PasswordHash form, char[] password) {
        byte[] bytes = bytes(password);
        byte[] hash = new byte[HASH_SIZE];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(form.memory())
                    .withIterations(form.passes())
                    .withParallelism(form.lanes())
                    .withSalt(Base64.getDecoder().decode(form.salt()))
                    .build());
            generator.generateBytes(bytes, hash);
            return ledger.hash(hash).bytes();
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(hash, (byte) 0);
        }
    }

    /** In UTF-8. One that is longer than any password is nobody's, as the empty one is. */
    private static byte[] bytes(char[] password) {
        if (password.length > LONGEST) {
            return new byte[0];
        }
        ByteBuffer encoded = ByteBuffer.allocate(password.length * LONGEST_CHARACTER);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password), encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
