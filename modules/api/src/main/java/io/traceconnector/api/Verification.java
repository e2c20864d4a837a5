package io.traceconnector.api;

import java.util.List;
import java.util.Optional;

/**
 * What was checked about a link before it was opened.
 *
 * @param hashMatches whether the recomputed hash is the one that Trace states
 * @param signatures one entry for each signature, in the link's order
 * @param parent what is known of the parent within the trace at hand
 */
public record Verification(boolean hashMatches, List<SignatureCheck> signatures, Parent parent) {

    public Verification {
        signatures = List.copyOf(signatures);
    }

    /** Whether all of the link is signed by a known key, and nothing about it is wrong: only this is shown as verified. */
    public boolean verified() {
        return hashMatches
                && signatures.stream().allMatch(SignatureCheck::valid)
                && signatures.stream()
                        .anyMatch(check -> check.covers() == Coverage.ALL
                                && check.account().isPresent());
    }

    /** The signer's state in one word; {@link Signer#INVALID} as soon as one signature is wrong. */
    public Signer signer() {
        if (signatures.isEmpty()) {
            return Signer.UNSIGNED;
        }
        if (!signatures.stream().allMatch(SignatureCheck::valid)) {
            return Signer.INVALID;
        }
        return signatures.stream().anyMatch(check -> check.account().isPresent()) ? Signer.KNOWN : Signer.UNKNOWN;
    }

    /**
     * One signature.
     *
     * @param valid whether it verifies
     * @param covers how much of the link it covers
     * @param account the account of the workflow whose pinned signing key made it; empty where the key is unknown
     */
    public record SignatureCheck(boolean valid, Coverage covers, Optional<String> account) {}

    public enum Coverage {
        ALL,
        PART
    }

    public enum Signer {
        KNOWN,
        UNKNOWN,
        UNSIGNED,
        INVALID
    }

    public enum Parent {
        ROOT,
        PRESENT,
        ABSENT,
        UNCHECKED
    }
}
