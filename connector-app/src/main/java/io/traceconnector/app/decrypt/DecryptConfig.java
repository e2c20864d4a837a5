package io.traceconnector.app.decrypt;

import io.traceconnector.api.Default;
import io.traceconnector.chainscript.Recipients;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How links are verified and opened.
 *
 * @param maxLinkSize bytes of a link and of the form beside it, each; a larger one stays closed as too-large
 * @param maxRecipients entries of a link's list of recipients; a longer list leaves the link closed as too-large
 * @param rememberedLinks how many verified links are remembered with their symmetric keys, 1 to 3 KB each; the least used is forgotten
 * @param rememberFor how long a link is remembered after it was opened
 * @param rememberedBlocks how many wrapped key blocks are remembered so that copies are found, about 43 bytes each; at the bound the older
 *     half is forgotten, and a copy of what was forgotten is taken for the first
 * @param parallelUnwraps unwraps at a time, all callers together; 0 for the number of processors
 * @param unwrapDeadline how long one unwrap may take, waiting for its turn included; then the key counts as unavailable
 * @param signersWait how long a link waits for Trace's list of a workflow's accounts before it is judged by the pins at hand
 * @param kept what of opened links is kept on disk
 * @param pinnedSigners by workflow id and account id the account's signing keys, each as PEM text or as the SHA-256 of its
 *     SubjectPublicKeyInfo in hexadecimal digits; what Trace says of such an account is ignored
 */
public record DecryptConfig(
        @Default("16MiB") long maxLinkSize,
        @Default("256") int maxRecipients,
        @Default("50000") int rememberedLinks,
        @Default("30m") Duration rememberFor,
        @Default("2000000") int rememberedBlocks,
        @Default("0") int parallelUnwraps,
        @Default("10s") Duration unwrapDeadline,
        @Default("10s") Duration signersWait,
        KeptConfig kept,
        Map<String, Map<String, List<String>>> pinnedSigners) {

    public DecryptConfig {
        require(maxLinkSize >= 1024 && maxLinkSize <= 256L << 20, "max-link-size must be 1KiB to 256MiB");
        require(maxRecipients >= 1 && maxRecipients <= Recipients.MAX, "max-recipients must be 1 to " + Recipients.MAX);
        require(rememberedLinks >= 0 && rememberedLinks <= 10_000_000, "remembered-links must be 0 to 10000000");
        require(isPositive(rememberFor), "remember-for must be longer than 0");
        require(rememberedBlocks >= 2 && rememberedBlocks <= 100_000_000, "remembered-blocks must be 2 to 100000000");
        require(parallelUnwraps >= 0 && parallelUnwraps <= 1024, "parallel-unwraps must be 0 to 1024");
        require(isPositive(unwrapDeadline), "unwrap-deadline must be longer than 0");
        require(!signersWait.isNegative(), "signers-wait must not be negative");
        pinnedSigners = Map.copyOf(pinnedSigners);
        // Refuses what is no key.
        PinnedAccounts.of(pinnedSigners);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
