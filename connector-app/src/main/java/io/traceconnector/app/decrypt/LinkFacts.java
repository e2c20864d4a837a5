package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.SignatureCheck;
import io.traceconnector.app.keys.KeyId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the bytes of a link say by themselves, whoever reads them and whatever is stated about them. No secret.
 *
 * @param hash recomputed, zero values left out
 * @param explicitHash recomputed with the zero values that were written out, where that makes a difference
 * @param identity the first hash's bytes
 * @param workflow the process name
 * @param trace the map id
 * @param root whether it names no parent
 * @param data where its data stands in the bytes; empty where only a full reading finds it
 * @param own our keys as they were when the content was judged
 */
record LinkFacts(
        LinkHash hash,
        Optional<LinkHash> explicitHash,
        Sha256 identity,
        String workflow,
        String trace,
        boolean root,
        List<SignatureFact> signatures,
        Content content,
        Optional<DataSpan> data,
        OwnKeys own) {

    /** Where no hash is stated, the recomputed one stands in. */
    boolean isStatedBy(Optional<LinkHash> stated) {
        return stated.isEmpty() || stated.get().equals(hash) || stated.equals(explicitHash);
    }

    boolean signaturesAreValid() {
        return signatures.stream().allMatch(SignatureFact::valid);
    }

    /** @param accounts whose key it is, as far as known now */
    Verification verification(boolean hashMatches, Parent parent, Function<KeyId, Optional<String>> accounts) {
        List<SignatureCheck> checks = signatures.stream()
                .map(signature -> new SignatureCheck(
                        signature.valid(), signature.covers(), signature.key().flatMap(accounts)))
                .toList();
        return new Verification(hashMatches, checks, parent);
    }
}
