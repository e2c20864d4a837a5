package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What links cost that are read again: the decrypt stage, in pages of 200, with private keys and with what is kept on disk. Every replay begins
 * with an empty memory, as after a restart. Amazon's provider serves where it is on the class path. Not a test: run {@code main} with
 * the number of links.
 */
public final class RememberBenchmark {

    private static final int PAGE = 200;
    private static final int REPLAYS = 5;
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private final Algorithms algorithms;
    private final List<ReceivedLink> links;
    private final KeyRing ring;
    private final PrivateKeyPem signer;
    private final Path directory;

    private RememberBenchmark(
            Algorithms algorithms, List<ReceivedLink> links, KeyRing ring, PrivateKeyPem signer, Path directory) {
        this.algorithms = algorithms;
        this.links = links;
        this.ring = ring;
        this.signer = signer;
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Algorithms algorithms = algorithms();
        List<PrivateKeyPem> ours =
                List.of(PrivateKeyPem.generate(KeySpec.RSA_2048), PrivateKeyPem.generate(KeySpec.RSA_2048));
        PrivateKeyPem signer = PrivateKeyPem.generate(KeySpec.ED25519);
        List<ReceivedLink> links = links(count, algorithms, ours, signer);
        System.out.printf(
                Locale.ROOT,
                "%,d links of %,d bytes%n",
                count,
                links.stream().mapToLong(link -> link.raw().length).sum() / count);
        Path directory = Files.createTempDirectory("remember-benchmark");
        try (KeyRing ring = ring(directory, algorithms, ours)) {
            new RememberBenchmark(algorithms, links, ring, signer, directory).run();
        } finally {
            try (var files = Files.walk(directory)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private void run() throws InterruptedException {
        double none = measure("private keys, nothing kept", Optional.empty(), 0);
        measure("private keys, kept on disk for the first time", Optional.of(directory.resolve("kept")), 0);
        for (int i = 0; i < REPLAYS; i++) {
            double kept = measure("kept on disk", Optional.of(directory.resolve("kept")), links.size());
            System.out.printf(Locale.ROOT, "    %.1f times faster than with private keys%n", none / kept);
        }
    }

    /** Microseconds of processor time for a link. */
    private double measure(String what, Optional<Path> data, int kept) throws InterruptedException {
        DecryptConfig config = new DecryptConfig(
                16 << 20,
                256,
                50_000,
                java.time.Duration.ofMinutes(30),
                2_000_000,
                0,
                java.time.Duration.ofSeconds(10),
                java.time.Duration.ofSeconds(10),
                new KeptConfig(true, 1_000_000),
                Map.of());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Clock clock = Clock.systemUTC();
        FakeSigners trace = new FakeSigners().with("alice", signer);
        Signers signers = new Signers(config, trace, directory.resolve("pins"), clock, meters);
        try (Decryptor decryptor = new Decryptor(config, ring, signers, algorithms, data, clock, meters)) {
            while (data.isPresent()
                    && meters.get("connector.decrypt.kept.links").gauge().value() < kept) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            if (data.isPresent()) {
                TimeUnit.SECONDS.sleep(1);
            }
            long cpu = cpuNanos();
            long wall = System.nanoTime();
            int opened = 0;
            for (int from = 0; from < links.size(); from += PAGE) {
                List<Segment> page = decryptor.open(Rig.FEED, links.subList(from, Math.min(links.size(), from + PAGE)));
                opened += (int) page.stream()
                        .filter(segment -> segment.payload() instanceof Payload.Opened
                                && segment.verification().verified())
                        .count();
            }
            double wallEach = (System.nanoTime() - wall) / 1e3 / links.size();
            double cpuEach = (cpuNanos() - cpu) / 1e3 / links.size();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f µs of processor time and %.1f µs of wall clock a link; %,d opened and verified, %,d operations"
                            + " with private keys, %,.0f kept, %,.0f bytes, %,.0f dropped%n",
                    what,
                    cpuEach,
                    wallEach,
                    opened,
                    meters.get("connector.decrypt.unwrap").timer().count(),
                    data.isPresent()
                            ? meters.get("connector.decrypt.kept.links").gauge().value()
                            : 0,
                    data.isPresent()
                            ? meters.get("connector.decrypt.kept.size").gauge().value()
                            : 0,
                    meters.get("connector.decrypt.kept.dropped").counter().count());
            return cpuEach;
        }
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

    private static KeyRing ring(Path directory, Algorithms algorithms, List<PrivateKeyPem> ours) throws IOException {
        List<KeySource> sources = IntStream.range(0, ours.size())
                .mapToObj(i -> source(directory.resolve("decryption-" + i + ".pem"), ours.get(i)))
                .toList();
        KeySource signing = source(directory.resolve("signing.pem"), PrivateKeyPem.generate(KeySpec.ED25519));
        OrganisationConfig us = new OrganisationConfig(sources, signing, Optional.empty());
        return new ConfiguredKeyRing(Map.of(Rig.US, us), new KeysConfig(0), algorithms, Map.of());
    }

    private static KeySource source(Path file, PrivateKeyPem key) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key.unprotectedText(), US_ASCII);
            return KeySource.ofFile(file, Optional.empty());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<ReceivedLink> links(
            int count, Algorithms algorithms, List<PrivateKeyPem> ours, PrivateKeyPem signer) {
        MessageSignatures messages = new MessageSignatures(algorithms);
        LinkSealing sealing = new LinkSealing(new Envelopes(algorithms), new LinkSignatures(messages));
        List<RecipientKey> recipients =
                ours.stream().map(key -> new RecipientKey("1", key.publicKey())).toList();
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> {
                    var link = sealing.seal(
                            TestLinks.draft().build(), form(i).getBytes(UTF_8), recipients, messages.signer(signer));
                    return new ReceivedLink(
                            Optional.empty(), TestLinks.hash(link), LinkJson.write(link), Optional.empty());
                })
                .toList();
    }

    private static String form(int index) {
        return "{\"order\":\"PO-" + index
                + "\",\"buyer\":{\"name\":\"Société Générale de Fret\",\"city\":\"Le Havre\"},\"amount\":" + index
                + ".25,\"items\":[{\"sku\":\"A-1\",\"quantity\":12},{\"sku\":\"B-7\",\"quantity\":3}],\"note\":\"fragile\"}";
    }
}
