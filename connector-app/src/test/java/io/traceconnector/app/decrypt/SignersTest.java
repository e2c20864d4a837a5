package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.BOB;
import static io.traceconnector.app.decrypt.TestLinks.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignersTest {

    private static final Set<OrganisationId> WE = Set.of(US);
    private static final KeyId ALICES = FakeKeyRing.id(ALICE);
    private static final KeyId BOBS = FakeKeyRing.id(BOB);

    @TempDir
    private Path data;

    private final FakeSigners trace = new FakeSigners().with("alice", ALICE);
    private final FakeClock clock = new FakeClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void knowsTheAccountsOfTheWorkflow() {
        Signers signers = signers();

        assertThat(signers.account(WE, WORKFLOW, ALICES)).contains("alice");
        assertThat(signers.account(WE, WORKFLOW, BOBS)).isEmpty();
    }

    @Test
    void asksTraceAtMostOnceAMinute() {
        Signers signers = signers();
        for (int i = 0; i < 10; i++) {
            signers.account(WE, WORKFLOW, ALICES);
            signers.account(WE, WORKFLOW, BOBS);
        }
        assertThat(trace.asked).hasValue(1);

        trace.with("bob", BOB);
        clock.pass(Duration.ofSeconds(59));
        assertThat(signers.account(WE, WORKFLOW, BOBS)).isEmpty();
        clock.pass(Duration.ofSeconds(1));

        assertThat(signers.account(WE, WORKFLOW, BOBS)).contains("bob");
        assertThat(trace.asked).hasValue(2);
    }

    @Test
    void asksOncePerWorkflowHoweverManyWait() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Signers signers = slow(asked, answer);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> signers.account(WE, WORKFLOW, ALICES)))
                    .toList();
            Awaitility.await().until(() -> asked.get() == 1);
            answer.countDown();
            for (var account : waiting) {
                assertThat(account.get()).contains("alice");
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void endsWhenWhatItHasAskedIsWrittenDownAndAsksNothingMore() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Signers signers = slow(asked, answer);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> signers.account(WE, WORKFLOW, ALICES));
            Awaitility.await().until(() -> asked.get() == 1);
            var end = threads.submit(signers::close);
            answer.countDown();
            end.get();
            assertThat(data.resolve(WORKFLOW + ".pins")).content().contains("alice");
            assertThat(waiting.get()).contains("alice");
        }
        clock.pass(Duration.ofMinutes(2));
        assertThat(signers.account(WE, WORKFLOW, BOBS)).isEmpty();
        assertThat(asked).hasValue(1);
    }

    private Signers slow(AtomicInteger asked, CountDownLatch answer) {
        return new Signers(
                Rig.config(),
                (organisation, workflow) -> {
                    asked.incrementAndGet();
                    awaitUninterruptibly(answer);
                    return List.of(new AccountKey("alice", ALICE.publicKey().text()));
                },
                data,
                clock,
                meters);
    }

    @Test
    void doesNotWaitLongForTrace() {
        CountDownLatch never = new CountDownLatch(1);
        DecryptConfig impatient = new DecryptConfig(
                1 << 20,
                4,
                1,
                Duration.ofMinutes(1),
                2,
                1,
                Duration.ofSeconds(1),
                Duration.ofMillis(20),
                new KeptConfig(true, 1000),
                Map.of());
        Signers signers = new Signers(
                impatient,
                (organisation, workflow) -> {
                    awaitUninterruptibly(never);
                    return List.of();
                },
                data,
                clock,
                meters);

        assertThat(signers.account(WE, WORKFLOW, ALICES)).isEmpty();
        never.countDown();
    }

    @Test
    void doesNotGiveAwayLinksOfASignerThatNobodyCouldBeAskedAbout() {
        Rig rig = new Rig(data);
        var link = List.of(TestLinks.received(TestLinks.sealed("{\"a\":1}", ALICE, TestLinks.OURS)));
        rig.trace.down = true;

        assertThatThrownBy(() -> rig.decryptor.open(Rig.FEED, link)).isInstanceOf(TraceException.class);

        rig.trace.down = false;
        rig.clock.pass(Duration.ofSeconds(2));
        assertThat(rig.decryptor.open(Rig.FEED, link))
                .singleElement()
                .satisfies(
                        segment -> assertThat(segment.verification().verified()).isTrue());
    }

    @Test
    void doesNotWaitForATraceThatRefusesToTell() {
        Rig rig = new Rig(data);
        var link = List.of(TestLinks.received(TestLinks.sealed("{\"a\":1}", ALICE, TestLinks.OURS)));
        rig.trace.refusing = true;
        for (int i = 0; i < 5; i++) {
            assertThat(rig.decryptor.open(Rig.FEED, link))
                    .singleElement()
                    .satisfies(segment ->
                            assertThat(segment.verification().verified()).isFalse());
            rig.clock.pass(Duration.ofSeconds(10));
        }

        assertThat(rig.trace.asked).hasValue(1);
    }

    @Test
    void keepsPinsAcrossARestartWhileTraceIsDown() {
        signers().account(WE, WORKFLOW, ALICES);
        trace.down = true;

        Signers restarted = signers();

        assertThat(restarted.account(WE, WORKFLOW, ALICES)).contains("alice");
        assertThat(restarted.account(WE, WORKFLOW, BOBS)).isEmpty();
        assertThat(restarted.account(Set.of(), WORKFLOW, ALICES)).contains("alice");
    }

    @Test
    void theFirstKeyOfAnAccountStays() {
        signers().account(WE, WORKFLOW, ALICES);
        trace.with("alice", BOB);
        for (int i = 0; i < 3; i++) {
            Signers restarted = signers();
            assertThat(restarted.account(WE, WORKFLOW, BOBS)).isEmpty();
            assertThat(restarted.account(WE, WORKFLOW, ALICES)).contains("alice");
        }
        Signers running = signers();
        double before = changed();
        running.account(WE, WORKFLOW, BOBS);
        clock.pass(Duration.ofMinutes(2));
        running.account(WE, WORKFLOW, BOBS);

        assertThat(changed() - before).isEqualTo(1);
    }

    @Test
    void pinsOfTheConfigurationOverruleTrace() {
        PrivateKeyPem old = PrivateKeyPem.generate(KeySpec.ED25519);
        Signers signers = signers(Map.of(
                WORKFLOW,
                Map.of(
                        "alice",
                        List.of(
                                BOB.publicKey().text(),
                                FakeKeyRing.id(old).spkiSha256().toUpperCase(java.util.Locale.ROOT)))));

        assertThat(signers.account(WE, WORKFLOW, BOBS)).contains("alice");
        assertThat(signers.account(WE, WORKFLOW, FakeKeyRing.id(old))).contains("alice");
        assertThat(signers.account(WE, WORKFLOW, ALICES)).isEmpty();
        assertThat(signers.account(WE, "212", BOBS)).isEmpty();
    }

    @Test
    void anAccountWithoutAPinnedKeyHasNone() {
        Signers signers = signers(Map.of(WORKFLOW, Map.of("alice", List.of())));

        assertThat(signers.account(WE, WORKFLOW, ALICES)).isEmpty();
    }

    @Test
    void refusesAPinThatIsNoKey() {
        assertThatThrownBy(() -> signers(Map.of(WORKFLOW, Map.of("alice", List.of("secret-looking text")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pinned-signers.211.alice")
                .hasMessageNotContaining("secret-looking");
    }

    @Test
    void aDamagedFileOfPinsIsNotMadeAnew() throws IOException {
        signers().account(WE, WORKFLOW, ALICES);
        Path file = data.resolve(WORKFLOW + ".pins");
        Files.writeString(file, "alice 00\n");
        trace.with("alice", BOB);

        Signers restarted = signers();

        assertThat(restarted.account(WE, WORKFLOW, BOBS)).isEmpty();
        assertThat(restarted.account(WE, WORKFLOW, ALICES)).isEmpty();
        assertThat(file).hasContent("alice 00\n");
    }

    @Test
    void pinsHoldWhereTheyCannotBeWritten() throws IOException {
        Path file = Files.createFile(data.resolve("no-directory"));
        Signers signers = new Signers(Rig.config(), trace, file, clock, meters);

        assertThat(signers.account(WE, WORKFLOW, ALICES)).contains("alice");
        trace.with("alice", BOB);
        clock.pass(Duration.ofMinutes(2));
        assertThat(signers.account(WE, WORKFLOW, BOBS)).isEmpty();
    }

    @Test
    void aNameThatIsNoRowIdIsNobodys() {
        Signers signers = signers();

        for (String name : new String[] {"", "p", "../211", "211/..", "٣", "1".repeat(65)}) {
            assertThat(signers.account(WE, name, ALICES)).isEmpty();
        }
        assertThat(trace.asked).hasValue(0);
    }

    @Test
    void leavesOutAccountsWithoutAReadableKey() {
        Signers signers = new Signers(
                Rig.config(),
                (organisation, workflow) -> List.of(
                        new AccountKey("mallory", "no key"),
                        new AccountKey("with\nline", BOB.publicKey().text()),
                        new AccountKey("alice", ALICE.publicKey().text())),
                data,
                clock,
                meters);

        assertThat(signers.account(WE, WORKFLOW, ALICES)).contains("alice");
        assertThat(signers.account(WE, WORKFLOW, BOBS)).isEmpty();
        assertThat(signers(Map.of()).account(Set.of(), WORKFLOW, ALICES)).contains("alice");
    }

    private Signers signers() {
        return signers(Map.of());
    }

    private Signers signers(Map<String, Map<String, List<String>>> pinned) {
        return new Signers(Rig.config(pinned), trace, data, clock, meters);
    }

    private double changed() {
        return meters.get("connector.decrypt.signers.changed").counter().count();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
