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
 * @param heading empty where it is too long to be remembered
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
        Optional<Heading> heading,
        OwnKeys own) {

    /** Where no hash is stated, the recomputed one stands in. */
    boolean isStatedBy(Optional<LinkHash> stated) {
        return stated.isEmpty() || stated.get().equals(hash) || stated.equals(explicitHash);
    }

    boolean signaturesAreValid() {
        return signatures.stream().allMatch(SignatureFact::valid);
    }

    /** Whether it is worth to be kept on disk: what is wrong with a link is found out anew. */
    boolean isSound() {
        return signaturesAreValid() && !(content instanceof Content.Barred);
    }

    /** The digest of the block that is wrapped for a key of ours. */
    Optional<Sha256> block(KeyId key) {
        return content instanceof Content.Encrypted(List<NamedKey> named)
                ? named.stream()
                        .filter(name -> name.key().equals(key))
                        .map(NamedKey::block)
                        .findFirst()
                : Optional.empty();
    }

    /** The same with another judgement of what the data is to us. */
    LinkFacts with(Content judged, OwnKeys now) {
        return new LinkFacts(
                hash, explicitHash, identity, workflow, trace, root, signatures, judged, data, heading, now);
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
