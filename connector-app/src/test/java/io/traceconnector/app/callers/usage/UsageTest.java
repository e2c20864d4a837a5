package io.traceconnector.app.callers.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsageTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BETA = new TenantId("beta");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-22T23:00:00Z");

    private Usage usage(QuotaConfig quota) throws IOException {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return Usage.open(quota, directory.resolve("usage"), clock, meters);
    }

    private static QuotaConfig unlimited() {
        return new QuotaConfig(limit(0, 0, 0), limit(0, 0, 0));
    }

    /** @param calls none where 0, as of the others */
    private static LimitConfig limit(long calls, long tokens, long links) {
        return new LimitConfig(given(calls), given(tokens), given(links));
    }

    private static Optional<Long> given(long limit) {
        return Optional.of(limit).filter(number -> number > 0);
    }

    @Test
    void countsByDayTenantAndCaller() throws IOException {
        try (Usage usage = usage(unlimited())) {
            usage.call(ACME, "a");
            usage.call(ACME, "a");
            usage.tokenRequest(ACME, "a");
            usage.decrypted(ACME, "a", 7);
            usage.call(BETA, "b");

            assertThat(usage.report(TODAY, TODAY, Optional.empty()))
                    .containsExactly(
                            new UsageRow(TODAY, ACME, "a", new Amounts(2, 1, 7)),
                            new UsageRow(TODAY, BETA, "b", new Amounts(1, 0, 0)));
            assertThat(usage.report(TODAY, TODAY, Optional.of(BETA))).hasSize(1);
        }
        assertThat(meters.counter("connector.callers.links", "tenant", "acme", "caller", "a")
                        .count())
                .isEqualTo(7);
    }

    @Test
    void goesOnAfterARestartAndOnTheNextDay() throws IOException {
        try (Usage usage = usage(unlimited())) {
            usage.call(ACME, "a");
        }
        try (Usage usage = usage(unlimited())) {
            usage.call(ACME, "a");
            now = now.plusSeconds(3600);
            usage.call(ACME, "a");
        }
        try (Usage usage = usage(unlimited())) {
            assertThat(usage.report(TODAY, TODAY.plusDays(1), Optional.empty()))
                    .containsExactly(
                            new UsageRow(TODAY, ACME, "a", new Amounts(2, 0, 0)),
                            new UsageRow(TODAY.plusDays(1), ACME, "a", new Amounts(1, 0, 0)));
        }
    }

    @Test
    void aCallerThatHasUsedItsQuotaUpWaitsForTheNextDayAndOthersDoNot() throws IOException {
        try (Usage usage = usage(new QuotaConfig(limit(2, 1, 0), limit(0, 0, 0)))) {
            assertThat(usage.call(ACME, "a")).isEmpty();
            assertThat(usage.call(ACME, "a")).isEmpty();
            assertThat(usage.call(ACME, "a")).contains(3600);
            assertThat(usage.call(ACME, "b")).isEmpty();
            assertThat(usage.tokenRequest(ACME, "a")).isEmpty();
            assertThat(usage.tokenRequest(ACME, "a")).contains(3600);

            now = now.plusSeconds(3600);
            assertThat(usage.call(ACME, "a")).isEmpty();
        }
    }

    @Test
    void aTenantsQuotaIsOfAllItsCallers() throws IOException {
        try (Usage usage = usage(new QuotaConfig(limit(0, 0, 0), limit(0, 0, 10)))) {
            usage.decrypted(ACME, "a", 10);

            assertThat(usage.call(ACME, "b")).isPresent();
            assertThat(usage.call(BETA, "b")).isEmpty();
        }
    }

    @Test
    void manyCallersAreCountedTogether() throws IOException {
        try (Usage usage = usage(unlimited())) {
            for (int i = 0; i < 20_000; i++) {
                usage.call(ACME, "caller-" + i);
            }

            assertThat(usage.report(TODAY, TODAY, Optional.empty()))
                    .hasSize(10_001)
                    .contains(new UsageRow(TODAY, ACME, "other", new Amounts(10_000, 0, 0)));
        }
        assertThat(meters.find("connector.callers.calls").counters()).hasSize(101);
    }

    @Test
    void manyCallersOfATenantKeepNobodyOfAnotherFromBeingToldApart() throws IOException {
        try (Usage usage = usage(new QuotaConfig(limit(2, 0, 0), limit(0, 0, 0)))) {
            for (int i = 0; i < 10_000; i++) {
                usage.call(ACME, "caller-" + i);
            }

            for (String caller : List.of("a", "b")) {
                assertThat(usage.call(BETA, caller)).isEmpty();
                assertThat(usage.call(BETA, caller)).isEmpty();
                assertThat(usage.call(BETA, caller)).isPresent();
            }
        }
    }

    @Test
    void thoseWhoAreCountedTogetherHaveOneQuota() throws IOException {
        try (Usage usage = usage(new QuotaConfig(limit(2, 0, 0), limit(0, 0, 0)))) {
            for (int i = 0; i < 10_000; i++) {
                usage.call(ACME, "caller-" + i);
            }
            assertThat(usage.call(ACME, "caller-7")).isEmpty();
            assertThat(usage.call(ACME, "late-1")).isEmpty();
            assertThat(usage.call(ACME, "late-2")).isEmpty();

            assertThat(usage.call(ACME, "late-1")).isPresent();
            assertThat(usage.call(ACME, "late-3")).isPresent();
            assertThat(usage.call(ACME, "caller-8")).isEmpty();
        }
    }

    @Test
    void whatIsOldIsForgottenAndWhatIsDamagedIsNotPassedOver() throws IOException {
        Path files = Files.createDirectory(directory.resolve("usage"));
        Files.writeString(files.resolve("2025-01-01.json"), "[]");
        Files.writeString(files.resolve("2026-11-01.json"), "[]");
        usage(unlimited()).close();

        assertThat(files.resolve("2025-01-01.json")).doesNotExist();
        assertThat(files.resolve("2026-11-01.json")).exists();
        Files.writeString(files.resolve("2026-11-22.json"), "[{");
        assertThatThrownBy(() -> usage(unlimited()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2026-11-22");
    }
}
