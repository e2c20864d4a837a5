package io.traceconnector.app.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.traceconnector.api.Json;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkProtobuf;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PayloadPath;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What sealing costs beyond its cryptography: links through the sealer with warm recipients, record of readers included, by turns with a bare loop of the
 * same operations (a signature, RSA-OAEP for each recipient, AES-GCM over the form), without and with the two SHA-256 that the protocol has over a link: of
 * what is signed, and of the whole. Amazon's provider serves where it is on the class path. Not a
 * test: run {@code main} with the numbers of threads.
 */
public final class SealBenchmark {

    private static final int WARM_UP = 16;
    private static final int ROUNDS = 12;
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final byte[] FORM =
            ("{\"amount\":12.25,\"buyer\":{\"city\":\"Le Havre\",\"name\":\"Société de Fret\"},"
                            + "\"items\":[{\"quantity\":12,\"sku\":\"A-1\"},{\"quantity\":3,\"sku\":\"B-7\"}],\"note\":\"fragile\",\"order\":\"PO-1\"}")
                    .getBytes(UTF_8);

    private SealBenchmark() {}

    public static void main(String[] args) throws Exception {
        Algorithms algorithms = algorithms();
        Path directory = Files.createTempDirectory("seal-benchmark");
        PrivateKeyPem signing = PrivateKeyPem.generate(KeySpec.ED25519);
        List<PrivateKeyPem> recipients =
                List.of(SealRig.OURS, SealRig.THEIRS, PrivateKeyPem.generate(KeySpec.RSA_2048));
        FakeParticipations trace = new FakeParticipations();
        for (int i = 0; i < recipients.size(); i++) {
            trace.with("" + i, "group-" + i, "101" + i, recipients.get(i));
        }
        try (KeyRing keys = ring(directory, algorithms, signing);
                Sealer sealer = new Sealer(
                        new SealConfig(Duration.ofHours(1), 10, 1 << 20),
                        Map.of(),
                        trace,
                        keys,
                        algorithms,
                        directory.resolve("recipients"),
                        Clock.systemUTC())) {
            for (String threads : args.length > 0 ? args : new String[] {"1", "8", "64"}) {
                Link link = LinkJson.read(seal(sealer).raw());
                byte[] signed = PayloadPath.DEFAULT.payload(link);
                byte[] whole = LinkProtobuf.write(link, LinkProtobuf.Zeros.OMITTED);
                for (List<byte[]> hashed : List.of(List.<byte[]>of(), List.of(signed, whole))) {
                    System.out.print(hashed.size() + " hashes, ");
                    compare(
                            Integer.parseInt(threads),
                            () -> seal(sealer),
                            bare(algorithms, signing, recipients, hashed));
                }
            }
        } finally {
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private static SealedLink seal(Sealer sealer) {
        LinkRequest request = new LinkRequest(
                FakeKeyRing.OURS,
                SealRig.WORKFLOW,
                SealRig.TRACE,
                true,
                new Change.Act("order-placed"),
                Optional.of("group-0"),
                Optional.of(Json.of(FORM)),
                List.of(),
                List.of(),
                SealRig.NOW);
        SealedLink sealed = sealer.seal(request, Optional.empty());
        if (sealed.raw().length < FORM.length) {
            throw new IllegalStateException("no link");
        }
        return sealed;
    }

    private static Runnable bare(
            Algorithms algorithms, PrivateKeyPem signing, List<PrivateKeyPem> recipients, List<byte[]> hashed) {
        Envelopes envelopes = new Envelopes(algorithms);
        MessageSignatures signatures = new MessageSignatures(algorithms);
        PrivateKey key = signatures.adopt(signing);
        return () -> {
            SymmetricKey symmetric = SymmetricKey.random();
            byte[] blob = envelopes.sealBlob(symmetric, FORM);
            for (PrivateKeyPem recipient : recipients) {
                blob[0] ^= envelopes.wrap(symmetric, recipient.publicKey())[0];
            }
            byte[] message = Arrays.copyOf(blob, 32);
            for (byte[] text : hashed) {
                message = sha256(text);
            }
            if (signatures.sign(signing.publicKey().type(), key, message).length != 64) {
                throw new IllegalStateException("no signature");
            }
            symmetric.destroy();
        };
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compare(int threads, Runnable sealing, Runnable bare) throws Exception {
        Measured sealed = new Measured();
        Measured loop = new Measured();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WARM_UP; i++) {
                run(pool, threads, sealing, new Measured());
                run(pool, threads, bare, new Measured());
            }
            for (int i = 0; i < ROUNDS; i++) {
                run(pool, threads, sealing, sealed);
                run(pool, threads, bare, loop);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d threads: %.0f links a second, %.0f in the bare loop, ratio %.2f; %.0f and %.0f µs of processor time, ratio %.2f%n",
                threads,
                sealed.rate(),
                loop.rate(),
                sealed.rate() / loop.rate(),
                sealed.cpu(),
                loop.cpu(),
                loop.cpu() / sealed.cpu());
    }

    private static void run(ExecutorService pool, int threads, Runnable operation, Measured measured) throws Exception {
        long begun = System.nanoTime();
        long end = begun + SLICE.toNanos();
        long cpu = cpuNanos();
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                long done = 0;
                while (System.nanoTime() < end) {
                    operation.run();
                    done++;
                }
                return done;
            }));
        }
        for (Future<Long> one : running) {
            measured.operations += one.get();
        }
        measured.wall += System.nanoTime() - begun;
        measured.cpu += cpuNanos() - cpu;
    }

    /** Of the whole process, compiler and collector included: other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static Algorithms algorithms() {
        try {
            Provider provider = Class.forName(PROVIDER)
                    .asSubclass(Provider.class)
                    .getDeclaredConstructor()
                    .newInstance();
            System.out.println("with " + provider.getName() + " " + provider.getVersionStr());
            return Algorithms.preferring(provider);
        } catch (ReflectiveOperationException e) {
            System.out.println("with the runtime's own providers");
            return Algorithms.platform();
        }
    }

    private static KeyRing ring(Path directory, Algorithms algorithms, PrivateKeyPem signing) throws IOException {
        OrganisationConfig us = new OrganisationConfig(
                List.of(source(directory.resolve("decryption.pem"), SealRig.OURS)),
                source(directory.resolve("signing.pem"), signing),
                Optional.empty());
        return new ConfiguredKeyRing(Map.of(FakeKeyRing.OURS, us), new KeysConfig(0), algorithms, Map.of());
    }

    private static KeySource source(Path file, PrivateKeyPem key) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.unprotectedText(), US_ASCII);
        return KeySource.ofFile(file, Optional.empty());
    }

    private static final class Measured {

        private long operations;
        private long wall;
        private long cpu;

        /** Operations a second. */
        double rate() {
            return operations * 1e9 / wall;
        }

        /** Microseconds for an operation. */
        double cpu() {
            return cpu / 1e3 / operations;
        }
    }
}
