package io.traceconnector.app.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a verification.
 *
 * @param findings the first {@value Verification#MOST_FINDINGS} of them
 * @param lines that were read
 * @param heads whose signatures are good
 * @param last the last line; empty where there is none
 * @param signed the last line that a good head covers
 * @param signedAt when that head was written
 */
public record VerificationReport(
        List<Finding> findings,
        int files,
        long lines,
        long heads,
        Optional<Head> last,
        Optional<Head> signed,
        Optional<Instant> signedAt) {

    public VerificationReport {
        findings = List.copyOf(findings);
    }

    public boolean isWhole() {
        return findings.isEmpty();
    }

    /** Lines at the end that no good head covers: if they were changed all together, nothing here tells. */
    public long unsigned() {
        return last.map(Head::number).orElse(0L) - signed.map(Head::number).orElse(0L);
    }
}
