package io.traceconnector.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.audit.FakeDirectory.Killed;
import io.traceconnector.app.audit.FakeDirectory.Survival;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whenever a process is killed, and whatever the disk kept: what was said to be recorded is there, and the log verifies. All moments, none sampled. */
class AuditCrashTest {

    private static final int NEVER = 0;

    /** Moments of opening a log again, and some after it. */
    private static final int RECOVERY = 6;

    private final FakeRing ring = new FakeRing();

    @ParameterizedTest
    @EnumSource(Survival.class)
    void whatWasRecordedIsThereAndVerifiesHoweverTheDiskFaresAndWhenItIsKilledAgain(Survival survival)
            throws IOException {
        int moments = new Run(survival).killedAt(NEVER, NEVER).moments;
        assertThat(moments).isGreaterThan(20);

        for (int moment = 1; moment <= moments; moment++) {
            for (int second = NEVER; second <= RECOVERY; second++) {
                new Run(survival).killedAt(moment, second).check("killed at " + moment + " and " + second);
            }
        }
    }

    @Test
    void aTornLineIsCutAndALineSaysSo() throws IOException {
        FakeDirectory disk = written();
        byte[] whole = disk.content(FileName.FIRST);
        disk.put(FileName.FIRST, Arrays.copyOf(whole, whole.length - 10));

        open(disk).close();

        assertThat(TestingLog.lines(disk)).anyMatch(line -> line.contains("\"type\":\"cut\""));
        assertThat(verify(disk, Optional.empty()).findings()).isEmpty();
    }

    @Test
    void aLogThatSomebodyChangedIsNotCutButRefused() throws IOException {
        FakeDirectory disk = written();
        byte[] changed = disk.content(FileName.FIRST);
        changed[400] ^= 1;
        disk.put(FileName.FIRST, changed);

        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining("audit-00000001.jsonl was changed")
                .hasMessageContaining("connector audit verify");
        assertThat(disk.content(FileName.FIRST)).isEqualTo(changed);
    }

    @Test
    void aFileWhoseBeginningIsDamagedIsNotDeleted() throws IOException {
        FakeDirectory disk = written();
        byte[] zeros = new byte[64 << 10];
        disk.put(FileName.FIRST.next(), zeros);

        assertThatThrownBy(() -> open(disk)).isInstanceOf(DamagedLogException.class);
        assertThat(disk.content(FileName.FIRST.next())).isEqualTo(zeros);
    }

    private FakeDirectory written() throws IOException {
        FakeDirectory disk = new FakeDirectory();
        try (AuditLog log = open(disk)) {
            IntStream.range(0, 10).forEach(i -> log.event(TestingLog.ERP, TestingLog.reading("request-" + i), "done"));
        }
        return disk;
    }

    private AuditLog open(FakeDirectory disk) throws IOException {
        return open(disk, new FakeClock());
    }

    private AuditLog open(FakeDirectory disk, FakeClock clock) throws IOException {
        AuditConfig config = new AuditConfig(
                Optional.empty(), 1 << 20, Duration.ofMinutes(1), 2, 1 << 20, Duration.ofSeconds(10), 100);
        return AuditLog.open(config, disk, ring, clock, new SimpleMeterRegistry(), Duration.ofDays(1));
    }

    private VerificationReport verify(FakeDirectory disk, Optional<String> head) throws IOException {
        return new Verification(disk, List.of(ring.publicKey(FakeRing.ACME)), head).run();
    }

    /** Lives of a process on one disk: one or two that are killed, then one that is not. */
    private final class Run {

        private final Survival survival;
        private final FakeDirectory disk = new FakeDirectory();
        private final FakeClock clock = new FakeClock();
        private final List<String> recorded = new ArrayList<>();
        private Optional<String> known = Optional.empty();
        private int moments;

        private Run(Survival survival) {
            this.survival = survival;
        }

        private Run killedAt(int first, int second) throws IOException {
            live(first);
            moments = disk.moments();
            if (second != NEVER) {
                live(second);
            }
            disk.killAt(NEVER);
            try (AuditLog last = open(disk, clock)) {
                work(last, "last");
            }
            return this;
        }

        private void live(int killedAt) throws IOException {
            disk.killAt(killedAt);
            try (AuditLog log = open(disk, clock)) {
                work(log, "life-" + killedAt);
            } catch (Killed e) {
                disk.crash(survival);
                return;
            } catch (ProblemException e) {
                // The thread that writes was killed.
                disk.crash(survival);
                return;
            }
            if (killedAt != NEVER) {
                disk.crash(survival);
            }
        }

        private void work(AuditLog log, String name) {
            for (int file = 0; file < 3; file++) {
                for (int i = 0; i < 2; i++) {
                    String request = name + "-" + file + "-" + i;
                    log.event(TestingLog.ERP, TestingLog.reading(request), "done");
                    recorded.add(request);
                    known = Optional.of(log.head().hash());
                    log.heads().sign();
                }
                clock.pass(Duration.ofMinutes(1));
            }
        }

        private void check(String what) throws IOException {
            String all = new String(concatenated(), StandardCharsets.US_ASCII);
            List<String> expected = recorded.subList(Math.max(0, recorded.size() - 3), recorded.size());
            assertThat(all).as(what).contains(expected);
            assertThat(verify(disk, known).findings()).as(what).isEmpty();
        }

        private byte[] concatenated() throws IOException {
            return String.join("\n", TestingLog.lines(disk)).getBytes(StandardCharsets.US_ASCII);
        }
    }
}
