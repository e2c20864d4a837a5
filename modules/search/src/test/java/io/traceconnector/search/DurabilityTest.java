package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static io.traceconnector.search.TestingSearch.BETA;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DurabilityTest {

    private static final int PER_BATCH = 7;
    private static final int BATCHES = 4_000;

    @TempDir
    Path directory;

    /** Feeds two organisations from their positions until it is killed, and says after each batch how far it has come. */
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            TestingSearch search = TestingSearch.open(Path.of(arguments[0]));
            Thread beta = Thread.ofPlatform().start(() -> feed(search, "beta"));
            feed(search, "alpha");
            beta.join();
        }

        private static void feed(TestingSearch search, String organisation) {
            Feed feed = link(0, "{}").of(organisation).feed();
            for (int batch = next(search.running().position(feed)); batch < BATCHES; batch++) {
                search.accept(feed, batch(batch, organisation), "" + (batch + 1));
                System.out.println(organisation + " " + (batch + 1));
            }
        }
    }

    private static List<Sample> batch(int batch, String organisation) {
        List<Sample> links = new ArrayList<>();
        for (int i = 0; i < PER_BATCH; i++) {
            int number = batch * PER_BATCH + i;
            links.add(link(number, "{\"n\":" + number + ",\"notes\":\"some words of link\"}")
                    .of(organisation));
        }
        return links;
    }

    private static int next(Position position) {
        return position.value().isEmpty() ? 0 : Integer.parseInt(position.value());
    }

    @Test
    void losesAndDoublesNothingWhenKilledAtAnyMoment() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 3; round++) {
            int[] told = runAndKill(20 + random.nextInt(60), random.nextInt(30));
            try (TestingSearch search = TestingSearch.open(directory)) {
                assertWhole(search, "alpha", told[0]);
                assertWhole(search, "beta", told[1]);
            }
        }
    }

    /** @return how far alpha and beta had been told to have come before the kill */
    private int[] runAndKill(int lines, int millis) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path out = Files.createTempFile(directory.getParent(), "child", ".out");
        Process child = new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.readAllLines(out).size() >= lines);
        child.waitFor(millis, TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();
        int[] told = new int[2];
        // What follows the last line end was being written.
        String whole = Files.readString(out);
        whole.substring(0, whole.lastIndexOf('\n') + 1).lines().forEach(line -> note(line, told));
        Files.delete(out);
        return told;
    }

    private static void note(String line, int[] told) {
        String[] words = line.split(" ");
        if (words.length == 2 && words[1].matches("\\d+")) {
            told[words[0].equals("alpha") ? 0 : 1] = Integer.parseInt(words[1]);
        }
    }

    private static void assertWhole(TestingSearch search, String organisation, int told) {
        int stored =
                next(search.running().position(link(0, "{}").of(organisation).feed()));
        assertThat(stored).isGreaterThanOrEqualTo(told);
        JsonNode all = search.get(
                organisation.equals("alpha") ? ALPHA : BETA,
                "q",
                "*:*",
                "limit",
                "0",
                "facet",
                "link.hash",
                "facet-size",
                "1");
        assertThat(all.get("total").asInt()).isEqualTo(stored * PER_BATCH);
        assertThat(all.get("facets")
                        .get("link.hash")
                        .get("buckets")
                        .get(0)
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(search.get(organisation.equals("alpha") ? ALPHA : BETA, "q", "n:>=0", "limit", "0")
                        .get("total")
                        .asInt())
                .isEqualTo(stored * PER_BATCH);
    }

    @Test
    void keepsItsFilesToTheOwner() throws IOException {
        try (TestingSearch search = TestingSearch.open(directory.resolve("data"))) {
            search.feed(link(1, "{}"));
            try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
                assertThat(files)
                        .hasSizeGreaterThan(4)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .matches(file.endsWith("write.lock") ? ".*" : "rw[x-]------"));
            }
        }
    }
}
