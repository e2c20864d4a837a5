package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.app.decrypt.AnswerRewriter.RawMode;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Speed of the decrypt stage on an answer of 500 encrypted links, in MB of received answer per second of processor time, round by round. Not a
 * test: run {@code main}, with the number of seconds for each round.
 */
public final class AnswerBenchmark {

    private static final int LINKS = 500;
    private static final int ROUNDS = 8;
    private static final String QUERY =
            "{workflowByRowId(rowId: 211) {id name links(first: 500) {edges {cursor node {linkHash raw data}}"
                    + " pageInfo {hasNextPage endCursor}}}}";

    private AnswerBenchmark() {}

    public static void main(String[] args) throws IOException {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 1;
        byte[] answer = answer();
        System.out.printf("answer of %,d bytes, %d links%n", answer.length, LINKS);
        measure("opener that answers at once", new FixedLinkOpener(), answer, seconds);
        Rig rig = new Rig(Files.createTempDirectory("pins"));
        measure("Decryptor, links remembered", rig.decryptor, answer, seconds);
    }

    private static void measure(String what, LinkOpener opener, byte[] answer, long seconds) throws IOException {
        AnswerRewriter rewriter = new AnswerRewriter(opener, AnswerTrial.DEFAULTS);
        AnswerPaths paths = AnswerTrial.paths(QUERY);
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpuNanos();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            long bytes = 0;
            while (cpuNanos() < end) {
                for (int i = 0; i < 10; i++) {
                    rewriter.rewrite(
                            paths,
                            Set.of(Rig.US),
                            RawMode.DEFAULT,
                            new FakeDecrypted(),
                            new ByteArrayInputStream(answer),
                            OutputStream.nullOutputStream());
                    bytes += answer.length;
                }
            }
            rates[round] = bytes * 1e3 / (cpuNanos() - start);
        }
        System.out.printf(Locale.ROOT, "%s: %s MB per second of processor time%n", what, rates(rates));
    }

    private static String rates(double[] rates) {
        return Arrays.stream(rates)
                .mapToObj(rate -> String.valueOf(Math.round(rate)))
                .collect(Collectors.joining(", "));
    }

    /** Of the whole process, compiler and collector included: other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static byte[] answer() {
        StringBuilder edges = new StringBuilder();
        for (int i = 0; i < LINKS; i++) {
            Link link = TestLinks.sealed(form(i), TestLinks.ALICE, TestLinks.OURS);
            edges.append(i == 0 ? "" : ",")
                    .append("{\"cursor\":\"WyJuYXR1cmFsIiwyXQ==\",\"node\":{\"linkHash\":\"")
                    .append(TestLinks.hash(link))
                    .append("\",\"raw\":")
                    .append(new String(LinkJson.write(link), UTF_8))
                    .append(",\"data\":null}}");
        }
        return ("{\"data\":{\"workflowByRowId\":{\"id\":\"WyJ3b3JrZmxvd3MiLDIxMV0=\",\"name\":\"orders\",\"links\":{\"edges\":["
                        + edges + "],\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":\"x\"}}}}}")
                .getBytes(UTF_8);
    }

    private static String form(int index) {
        return "{\"order\":\"PO-" + index
                + "\",\"buyer\":{\"name\":\"Société Générale de Fret\",\"city\":\"Le Havre\"},\"amount\":" + index
                + ".25,\"items\":[{\"sku\":\"A-1\",\"quantity\":12},{\"sku\":\"B-7\",\"quantity\":3}],\"note\":\"fragile\"}";
    }

    /** Opens every link to the same plaintext. */
    private static final class FixedLinkOpener implements LinkOpener {

        private final Payload opened = FakeLinkOpener.opened(form(1));

        @Override
        public Result open(
                Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
            return new Result(opened, FakeLinkOpener.VERIFIED);
        }

        @Override
        public Payload openData(
                Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
            return opened;
        }
    }
}
