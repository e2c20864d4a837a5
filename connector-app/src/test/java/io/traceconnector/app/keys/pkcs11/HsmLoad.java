package io.traceconnector.app.keys.pkcs11;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Many virtual threads that unwrap and sign in a token of SoftHSM while sessions are closed, the user is logged out and the library is finished
 * underneath them. Ends by itself.
 */
final class HsmLoad {

    private static final int THREADS = 64;
    private static final int BLOCKS = 32;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SIGNING = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration LONGEST_CALM = Duration.ofMillis(500);
    /** How long a caller waits before it asks again a token that is away. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String NAME = "load";

    private final FaultyLibrary library;
    private final Pkcs11Custodian custodian;
    private final HsmConfig config;
    private final List<WrappedBlock> blocks;
    private final Unwrapper unwrapper;
    private final SigningKey signing;
    private final PublicKeyPem verifying;
    private final MessageSignatures signatures = new MessageSignatures(Algorithms.platform());
    private final LoadTally tally = new LoadTally();

    /** @param directory gets the token */
    HsmLoad(Path directory) throws IOException {
        SoftHsm hsm = SoftHsm.start(directory);
        SoftHsmToken token = hsm.token(NAME, "1234");
        PrivateKeyPem rsa = PrivateKeyPem.generate(KeySpec.RSA_2048);
        token.load("decryption", "01", rsa);
        token.load("signing", "02", PrivateKeyPem.generate(KeySpec.EC_P256));
        library = FaultyLibrary.compile(directory, hsm.library());
        config = HsmConfig.ofToken(library.path(), NAME, new PinFile(directory.resolve("pin")).holding(token.pin()));
        custodian = new Pkcs11Custodian(
                NAME, config, new Pkcs11Libraries(), new KeyFileAccess(false), new SimpleMeterRegistry());
        unwrapper = custodian.decryptionKey(new KeyName(Optional.of("decryption"), Optional.empty()));
        signing = custodian.signingKey(new KeyName(Optional.of("signing"), Optional.empty()));
        verifying = PublicKeyPem.parse(signing.publicKeyPem());
        blocks = IntStream.range(0, BLOCKS)
                .mapToObj(i -> WrappedBlock.of(rsa.publicKey(), ("content " + i).getBytes(StandardCharsets.US_ASCII)))
                .toList();
    }

    /**
     * Runs, and leaves nothing behind.
     *
     * @param progress gets a line a minute
     */
    LoadTally run(Duration duration, Consumer<String> progress) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        List<Thread> threads = new ArrayList<>();
        IntStream.range(0, THREADS).forEach(i -> threads.add(Thread.ofVirtual().start(() -> work(end))));
        threads.add(Thread.ofPlatform().name("trouble").start(() -> trouble(end)));
        for (Thread thread : threads) {
            while (!thread.join(Duration.ofMinutes(1))) {
                progress.accept(tally.toString());
            }
        }
        finish();
        return tally;
    }

    private void work(long end) {
        try {
            while (System.nanoTime() < end) {
                if (!operate(ThreadLocalRandom.current())) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // This thread's boundary: whatever is thrown is a finding.
            tally.wrong("an operation threw " + e);
        }
    }

    /** One operation; false where the token was away. */
    private boolean operate(RandomGenerator random) {
        int ticket = random.nextInt(100);
        WrappedBlock block = blocks.get(random.nextInt(BLOCKS));
        if (ticket < 80) {
            return unwrap(block);
        }
        return ticket < 85 ? refuse(block) : sign(("message " + random.nextLong()).getBytes(StandardCharsets.US_ASCII));
    }

    private boolean unwrap(WrappedBlock block) {
        return switch (unwrapped(block.block())) {
            case Unwrap.Unwrapped(byte[] content)
            when Arrays.equals(content, block.content()) -> tally.done("unwrapped");
            case Unwrap.Unwrapped(byte[] content) -> tally.wrong("a block opened with the content of another");
            case Unwrap.Rejected() -> tally.wrong("a good block was rejected");
            case Unwrap.Unavailable(String reason) -> tally.unavailable(reason);
        };
    }

    private boolean refuse(WrappedBlock block) {
        return switch (unwrapped(block.damaged())) {
            case Unwrap.Unwrapped(byte[] content) -> tally.wrong("a damaged block opened");
            case Unwrap.Rejected() -> tally.done("rejected damaged blocks");
            case Unwrap.Unavailable(String reason) -> tally.unavailable(reason);
        };
    }

    private Unwrap unwrapped(byte[] block) {
        long start = System.nanoTime();
        Unwrap result = unwrapper.unwrap(block, DEADLINE);
        tally.took(start, DEADLINE);
        return result;
    }

    private boolean sign(byte[] message) {
        long start = System.nanoTime();
        try {
            byte[] signature = signing.sign(message);
            return signatures.verify(verifying, message, signature)
                    ? tally.done("signed")
                    : tally.wrong("a signature does not verify");
        } catch (KeyUnavailableException e) {
            return tally.unavailable(String.valueOf(e.getMessage()));
        } finally {
            tally.took(start, SIGNING);
        }
    }

    private void trouble(long end) {
        RandomGenerator random = ThreadLocalRandom.current();
        try {
            while (System.nanoTime() < end) {
                Thread.sleep(random.nextLong(LONGEST_CALM.toMillis()));
                int ticket = random.nextInt(100);
                if (ticket < 60) {
                    library.closeAllSessions();
                    tally.done("times all sessions closed");
                } else if (ticket < 90) {
                    library.logOut();
                    tally.done("times logged out");
                } else {
                    library.finish();
                    tally.done("times finished the library");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the last trouble the token works, and nothing stays open once it is closed. */
    private void finish() throws InterruptedException {
        if (!comesTrue(() -> unwrapper.unwrap(blocks.getFirst().block(), DEADLINE) instanceof Unwrap.Unwrapped)) {
            tally.wrong("the token does not work again");
        }
        long most = config.sessions() + 1L;
        if (!comesTrue(() -> library.sessions() <= most)) {
            tally.wrong(library.sessions() + " sessions are open where " + most + " are allowed");
        }
        custodian.close();
        if (!comesTrue(() -> library.sessions() == 0)) {
            tally.wrong(library.sessions() + " sessions stay open");
        }
        if (!comesTrue(() -> ownThreads().isEmpty())) {
            tally.wrong("threads stay: " + ownThreads());
        }
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hsm-" + NAME))
                .toList();
    }

    private static boolean comesTrue(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }
}
