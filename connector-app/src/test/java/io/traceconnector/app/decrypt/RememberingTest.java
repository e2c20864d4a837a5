package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.SISTER;
import static io.traceconnector.app.decrypt.Rig.SISTERS_FEED;
import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.BOB;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static io.traceconnector.app.decrypt.TestLinks.THEIRS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberingTest {

    @TempDir
    private Path data;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(data);
        rig.keys.with("sister", THEIRS);
    }

    @Test
    void unwrapsOnceForAllReads() {
        Link link = TestLinks.sealed("1", ALICE, OURS);

        var first = rig.open(link, US);
        var again = rig.open(link, US);
        List<Segment> page = rig.page(link);

        assertThat(again).isEqualTo(first);
        assertThat(page).singleElement().extracting(Segment::payload).isEqualTo(first.payload());
        assertThat(rig.keys.unwraps).hasValue(1);
        assertThat(rig.count("connector.decrypt.remembered", "result", "hit")).isEqualTo(2);
        assertThat(rig.count("connector.decrypt.remembered", "result", "miss")).isEqualTo(1);
    }

    @Test
    void unwrapsAgainAfterTheTime() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        rig.open(link, US);
        rig.clock.pass(Duration.ofMinutes(31));

        assertThat(rig.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.keys.unwraps).hasValue(2);
    }

    @Test
    void opensWithoutAnyMemory() {
        DecryptConfig none = new DecryptConfig(
                1 << 20,
                4,
                0,
                Duration.ofMinutes(30),
                1000,
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                new KeptConfig(true, 1000),
                java.util.Map.of());
        Rig forgetful = new Rig(data, none);
        Link link = TestLinks.sealed("1", ALICE, OURS);

        assertThat(forgetful.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(forgetful.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(forgetful.keys.unwraps).hasValue(2);
    }

    @Test
    void forgetsWhenClosed() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        rig.open(link, US);

        rig.decryptor.close();

        assertThat(rig.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.keys.unwraps).hasValue(2);
    }

    @Test
    void neverServesAnOrganisationWhatAnothersKeyOpened() {
        Link ours = TestLinks.sealed("1", ALICE, OURS);
        assertThat(rig.open(ours, US).payload()).isInstanceOf(Opened.class);

        assertThat(rig.open(ours, SISTER).payload()).isEqualTo(new NotForUs());
        assertThat(rig.open(ours).payload()).isEqualTo(new NotForUs());
        assertThat(rig.page(SISTERS_FEED, ours))
                .singleElement()
                .extracting(Segment::payload)
                .isEqualTo(new NotForUs());
        assertThat(rig.open(ours, US, SISTER).payload()).isInstanceOf(Opened.class);
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void opensALinkForEachOfTwoOrganisationsWithItsOwnKey() {
        Link both = TestLinks.sealed("1", ALICE, OURS, THEIRS);

        assertThat(rig.open(both, US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.open(both, SISTER).payload()).isInstanceOf(Opened.class);
        assertThat(rig.keys.unwraps).hasValue(2);
    }

    @Test
    void anUnknownOrganisationHasNoKeys() {
        assertThat(rig.open(TestLinks.sealed("1", ALICE, OURS), new io.traceconnector.api.OrganisationId("nobody"))
                        .payload())
                .isEqualTo(new NotForUs());
    }

    @Test
    void judgesTheSignerAnewAtEachRead() {
        Link link = TestLinks.sealed("1", BOB, OURS);
        assertThat(rig.open(link, US).verification().verified()).isFalse();

        rig.trace.with("bob", BOB);
        rig.clock.pass(Duration.ofMinutes(2));

        assertThat(rig.open(link, US).verification().verified()).isTrue();
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void unwrapsOnceForAllWhoAskAtTheSameTime() throws Exception {
        rig = new Rig(data, config(Duration.ofSeconds(60)));
        rig.keys.holding = true;
        Link link = TestLinks.sealed("1", ALICE, OURS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> results = IntStream.range(0, 50)
                    .<Callable<Object>>mapToObj(i -> i % 2 == 0
                            ? () -> rig.open(link, US).payload()
                            : () -> rig.page(link).getFirst().payload())
                    .map(threads::submit)
                    .toList();
            Awaitility.await().until(() -> rig.count("connector.decrypt.remembered", "result", "miss") == 50);
            rig.keys.held.release(50);
            for (Future<Object> result : results) {
                assertThat(result.get()).isInstanceOf(Opened.class);
            }
        }
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void aKeyThatAnswersTooLateIsUnavailable() throws Exception {
        rig = new Rig(data, config(Duration.ofMillis(50)));
        rig.keys.holding = true;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                Link slow = TestLinks.sealed("1", ALICE, OURS);
                threads.execute(() -> rig.open(slow, US));
            }
            Awaitility.await().until(() -> rig.keys.unwraps.get() == 2);

            assertThat(rig.open(TestLinks.sealed("2", ALICE, OURS), US).payload())
                    .isEqualTo(new Closed(Reason.UNAVAILABLE));
            rig.keys.held.release(2);
        }
        assertThat(rig.keys.unwraps).hasValue(2);
    }

    @Test
    void opensAWholePageInOrder() {
        Link[] links = IntStream.range(0, 40)
                .mapToObj(i -> TestLinks.sealed(String.valueOf(i), ALICE, OURS))
                .toArray(Link[]::new);

        List<Segment> page = rig.page(links);

        for (int i = 0; i < links.length; i++) {
            assertThat(page.get(i).hash()).isEqualTo(TestLinks.hash(links[i]));
            assertThat(((Opened) page.get(i).payload()).data().text()).isEqualTo(String.valueOf(i));
        }
        assertThat(rig.keys.unwraps).hasValue(40);
    }

    @Test
    void readsRememberedLinksHoweverTheirJsonIsSpelt() {
        Link link = TestLinks.sealed("{\"a\":1}", ALICE, OURS);
        String raw = new String(LinkJson.write(link), UTF_8);
        String[] spellings = {
            raw.replace("=", "\\u003d"),
            raw.replaceFirst("\\{", "{ \"x\":{\"data\":\"AAAA\"}, \"data\":\"AAAA\", ")
                    .replaceFirst("\"version\"", "\"data\":\"BBBB\",\"version\""),
            raw.replaceAll("\\}$", ",\"data\":null}"),
            raw.replaceAll("\\}$", ",\"unknown\":" + "1".repeat(2000) + "}"),
        };
        for (String spelling : spellings) {
            for (int i = 0; i < 2; i++) {
                var result = rig.decryptor.open(
                        Set.of(US), spelling.getBytes(UTF_8), Optional.empty(), Optional.of(TestLinks.hash(link)));

                assertThat(result.payload())
                        .isInstanceOfSatisfying(
                                Opened.class,
                                opened -> assertThat(opened.data().text()).isEqualTo("{\"a\":1}"));
            }
        }
    }

    private static DecryptConfig config(Duration deadline) {
        return new DecryptConfig(
                1 << 20,
                4,
                1000,
                Duration.ofMinutes(30),
                1000,
                2,
                deadline,
                Duration.ofSeconds(5),
                new KeptConfig(true, 1000),
                java.util.Map.of());
    }
}
