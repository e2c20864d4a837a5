package io.traceconnector.app.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * When a doubtful feed is read again. As long as sweeps heal something they follow soon; where they do not, what is doubtful is likely to
 * be so on Trace itself, and they grow rare.
 */
final class SweepPlan {

    private static final int SHARE_OF_A_VAIN_SWEEP = 20;

    private final SweepConfig config;
    private Set<Long> findings = Set.of();
    private Duration pause = Duration.ZERO;
    private Optional<Instant> due = Optional.empty();

    SweepPlan(SweepConfig config) {
        this.config = config;
    }

    /** Something was found outside of a sweep: changes nothing where a sweep is planned. */
    void found(Set<Long> found, Instant now) {
        if (due.isEmpty()) {
            findings = Set.copyOf(found);
            pause = config.first();
            due = Optional.of(now.plus(pause));
        }
    }

    /** A sweep found something. */
    void swept(Set<Long> found, Duration took, Instant now) {
        boolean vain = !pause.isZero() && found.containsAll(findings);
        pause = vain ? shorter(pause.multipliedBy(2), config.longest()) : config.first();
        Duration least = took.multipliedBy(vain ? SHARE_OF_A_VAIN_SWEEP : 1);
        findings = Set.copyOf(found);
        due = Optional.of(now.plus(pause.compareTo(least) < 0 ? least : pause));
    }

    /** Without a sweep the feed does not go on at all. */
    void hasten(Instant now) {
        Instant soon = now.plus(config.first());
        due = due.filter(when -> when.isBefore(soon)).or(() -> Optional.of(soon));
    }

    /** A sweep found nothing. */
    void clear() {
        findings = Set.of();
        pause = Duration.ZERO;
        due = Optional.empty();
    }

    Optional<Instant> due() {
        return due;
    }

    boolean isDue(Instant now) {
        return due.filter(when -> !when.isAfter(now)).isPresent();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
