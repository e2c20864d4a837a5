package io.traceconnector.app.callers.usage;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what callers use, by day of UTC, and refuses what is above a quota. Written to disk every minute and when it is closed: a crash loses at most
 * the last minute. Kept for 400 days. In metrics the first hundred callers have their own names, the others one. Safe for many threads.
 */
public final class Usage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Usage.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int DAYS_KEPT = 400;
    private static final Day.Bounds MOST_CALLERS = new Day.Bounds(10_000, 200_000);
    private static final int MOST_IN_METRICS = 100;

    private final QuotaConfig quota;
    private final UsageFiles files;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<String> inMetrics = new HashSet<>();
    private final Thread writer;
    private Day day;

    /** Days that are over and not on disk yet: one, unless the disk fails. */
    private final List<Page> unwritten = new ArrayList<>();

    private record Page(LocalDate date, List<UsageRow> rows) {}

    private Usage(QuotaConfig quota, UsageFiles files, Clock clock, MeterRegistry meters) throws IOException {
        this.quota = quota;
        this.files = files;
        this.clock = clock;
        this.meters = meters;
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        this.day = new Day(today, MOST_CALLERS, files.read(today));
        files.forgetBefore(today.minusDays(DAYS_KEPT));
        this.writer = Thread.ofVirtual().name("usage").unstarted(this::writeNowAndThen);
    }

    /**
     * Goes on with what was counted today.
     *
     * @throws IOException where the directory or today's file cannot be used
     */
    public static Usage open(QuotaConfig quota, Path directory, Clock clock, MeterRegistry meters) throws IOException {
        Usage usage = new Usage(quota, new UsageFiles(directory), clock, meters);
        usage.writer.start();
        return usage;
    }

    /**
     * Counts a request, unless a quota is used up.
     *
     * @param caller the principal's id
     * @return empty where it is let in, else the seconds until the quota begins anew: 429 {@code quota_exceeded}
     */
    public synchronized Optional<Integer> call(TenantId tenant, String caller) {
        Day today = today();
        if (quota.caller().isReached(today.of(tenant, caller)) || quota.tenant().isReached(today.of(tenant))) {
            return Optional.of(untilTomorrow());
        }
        count(tenant, caller, "calls", new Amounts(1, 0, 0), 1);
        return Optional.empty();
    }

    /** Counts a token that is asked for, unless a quota is used up; otherwise as {@link #call}. */
    public synchronized Optional<Integer> tokenRequest(TenantId tenant, String caller) {
        Day today = today();
        if (quota.caller().isReachedByTokens(today.of(tenant, caller))
                || quota.tenant().isReachedByTokens(today.of(tenant))) {
            return Optional.of(untilTomorrow());
        }
        count(tenant, caller, "token_requests", new Amounts(0, 1, 0), 1);
        return Optional.empty();
    }

    /** Counts links that were given out decrypted; a quota that they use up refuses the next request. */
    public synchronized void decrypted(TenantId tenant, String caller, long links) {
        today();
        count(tenant, caller, "links", new Amounts(0, 0, links), links);
    }

    /**
     * What was used, by day, tenant and caller, in this order.
     *
     * @param from the first day, at most 400 days before the last one
     * @throws IOException where a day's file cannot be read
     */
    public List<UsageRow> report(LocalDate from, LocalDate to, Optional<TenantId> tenant) throws IOException {
        List<UsageRow> rows = new ArrayList<>();
        for (LocalDate date = from;
                !date.isAfter(to) && date.isBefore(from.plusDays(DAYS_KEPT));
                date = date.plusDays(1)) {
            rows.addAll(rows(date));
        }
        rows.removeIf(row -> tenant.isPresent() && !row.tenant().equals(tenant.get()));
        rows.sort(Comparator.comparing(UsageRow::day)
                .thenComparing(UsageRow::tenant)
                .thenComparing(UsageRow::caller));
        return rows;
    }

    private List<UsageRow> rows(LocalDate date) throws IOException {
        synchronized (this) {
            if (today().date().equals(date)) {
                return day.rows();
            }
        }
        return files.read(date);
    }

    private void count(TenantId tenant, String caller, String what, Amounts amounts, long number) {
        day.add(tenant, caller, amounts);
        String name = tenant + " " + caller;
        boolean named = inMetrics.contains(name) || (inMetrics.size() < MOST_IN_METRICS && inMetrics.add(name));
        meters.counter(
                        "connector.callers." + what,
                        "tenant",
                        named ? tenant.value() : Day.OTHER,
                        "caller",
                        named ? caller : Day.OTHER)
                .increment((double) number);
    }

    private Day today() {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (now.isAfter(day.date())) {
            unwritten.add(new Page(day.date(), day.rows()));
            day = new Day(now, MOST_CALLERS, List.of());
        }
        return day;
    }

    private int untilTomorrow() {
        return (int) Math.max(
                1,
                Duration.between(
                                clock.instant(),
                                day.date()
                                        .plusDays(1)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant())
                        .toSeconds());
    }

    private void writeNowAndThen() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                write();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be written now is written with the next minute's. */
    private void write() {
        synchronized (files) {
            for (Page page : pages()) {
                try {
                    files.write(page.date(), page.rows());
                    written(page);
                } catch (IOException e) {
                    LOG.atWarn().addKeyValue("day", page.date()).setCause(e).log("usage of callers cannot be written");
                }
            }
        }
    }

    private synchronized List<Page> pages() {
        Day today = today();
        List<Page> pages = new ArrayList<>(unwritten);
        pages.add(new Page(today.date(), today.rows()));
        return pages;
    }

    private synchronized void written(Page page) throws IOException {
        if (unwritten.remove(page)) {
            files.forgetBefore(page.date().minusDays(DAYS_KEPT));
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        write();
    }
}
