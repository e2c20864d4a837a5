package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.KeyFileAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds and deadlines, with operations that take as long as the test wants. */
final class TokenTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch end = new CountDownLatch(1);
    private Token token;

    @BeforeEach
    void connect() {
        SoftHsmToken first = SoftHsm.start(directory).token("first", "1234");
        HsmConfig config = new TestingTokens(directory).config(first, 1, 2);
        token = new Token(
                "first", config, new TokenConnector(config, new Pkcs11Libraries(), new KeyFileAccess(false)), meters);
        assertWorks();
    }

    @AfterEach
    void close() {
        end.countDown();
        await().until(() -> meters.get("connector.hsm.calls.late").gauge().value() == 0);
        token.close();
    }

    @Test
    void leavesAtTheDeadlineWhileEverySessionIsBusy() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> busy = CompletableFuture.supplyAsync(() -> stuck(TestingTokens.PATIENCE, begun));
        await().until(() -> begun.getCount() == 0);
        assertThatThrownBy(() -> token.use(Deadline.in(SHORT), attempts -> 1, late -> {}))
                .isInstanceOf(AwayException.class)
                .hasMessageContaining("all 1 sessions with the token were busy");
        end.countDown();
        assertThat(busy.join()).isEqualTo(7);
        assertWorks();
    }

    @Test
    void leavesALateCallAndWritesOffItsSession() {
        assertThatThrownBy(() -> stuck(SHORT, new CountDownLatch(1)))
                .isInstanceOf(AwayException.class)
                .hasMessageContaining("did not answer before the deadline");
        assertThat(token.state().detail()).contains("late calls: 1");
        assertWorks();
        end.countDown();
        await().untilAsserted(() -> assertThat(token.state().detail()).doesNotContain("late"));
        await().untilAsserted(() -> assertThat(token.state().detail()).contains("sessions: 2"));
    }

    @Test
    void handsTheResultOfALateCallToBeWiped() {
        AtomicInteger wiped = new AtomicInteger();
        assertThatThrownBy(() -> token.use(
                        Deadline.in(SHORT), attempts -> attempts.operation(session -> waitForEnd()), wiped::set))
                .isInstanceOf(AwayException.class);
        end.countDown();
        await().untilAsserted(() -> assertThat(wiped).hasValue(7));
    }

    @Test
    void refusesCallsWhereEveryThreadIsInOneThatDoesNotReturn() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> stuck(SHORT, new CountDownLatch(1))).isInstanceOf(AwayException.class);
        }
        assertThatThrownBy(() -> token.use(Deadline.in(SHORT), attempts -> 1, late -> {}))
                .isInstanceOf(AwayException.class)
                .hasMessageContaining("all 2 threads")
                .hasMessageContaining("2 of them by calls that do not return");
        assertThat(token.state())
                .isEqualTo(new Custodian.State(false, "every thread is in a call of the library that does not return"));
        end.countDown();
        await().untilAsserted(this::assertWorks);
    }

    private void assertWorks() {
        int seven = token.use(
                Deadline.in(TestingTokens.PATIENCE), attempts -> attempts.operation(session -> 7), late -> {});
        assertThat(seven).isEqualTo(7);
    }

    private int stuck(Duration deadline, CountDownLatch begun) {
        return token.use(
                Deadline.in(deadline),
                attempts -> attempts.operation(session -> {
                    begun.countDown();
                    return waitForEnd();
                }),
                late -> {});
    }

    private int waitForEnd() {
        try {
            end.await();
            return 7;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
