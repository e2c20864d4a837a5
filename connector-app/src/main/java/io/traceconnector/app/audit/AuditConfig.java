package io.traceconnector.app.audit;

import io.traceconnector.api.Default;
import io.traceconnector.api.OrganisationId;
import java.time.Duration;
import java.util.Optional;

/**
 * How the audit log is kept.
 *
 * @param organisation whose signing key signs the heads; left out, the first of the connector's organisations by id
 * @param fileBytes after which a file is ended and the next one begun, at least 64 KiB
 * @param fileAge after which it is, too; at least one minute
 * @param keepFiles how many files are kept, the one that grows included: 2 or more, or 0 for all of them for ever
 * @param waitingBytes of records that may wait for the disk, at least 1 MiB; beyond it requests are refused
 * @param patience how long a request waits for the disk before it is refused
 * @param refusals without a caller that are recorded in a second, one by one; those beyond are counted in one record
 */
public record AuditConfig(
        Optional<OrganisationId> organisation,
        @Default("64MiB") long fileBytes,
        @Default("24h") Duration fileAge,
        @Default("0") int keepFiles,
        @Default("16MiB") long waitingBytes,
        @Default("10s") Duration patience,
        @Default("100") int refusals) {

    private static final Duration SHORTEST_AGE = Duration.ofMinutes(1);
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);

    public AuditConfig {
        if (fileBytes < 64 << 10) {
            throw new IllegalArgumentException("file-bytes must be at least 64KiB");
        }
        if (fileAge.compareTo(SHORTEST_AGE) < 0) {
            throw new IllegalArgumentException("file-age must be at least 1m");
        }
        if (keepFiles < 0 || keepFiles == 1) {
            throw new IllegalArgumentException("keep-files must be 0, for all, or at least 2");
        }
        if (waitingBytes < 1 << 20 || waitingBytes > 1 << 30) {
            throw new IllegalArgumentException("waiting-bytes must be 1MiB to 1GiB");
        }
        if (patience.compareTo(LEAST_PATIENCE) < 0) {
            throw new IllegalArgumentException("patience must be at least 100ms");
        }
        if (refusals < 1) {
            throw new IllegalArgumentException("refusals must be at least 1");
        }
    }
}
