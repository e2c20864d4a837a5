package io.traceconnector.app.callers.bound;

import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Possession;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Sender;
import io.traceconnector.app.callers.UnprovenException;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.tokens.OwnTokensConfig;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks for the key or the certificate that a token is bound to: the key in a proof, the certificate at the connection. */
public final class BoundTokens implements Possession {

    private final OwnTokensConfig config;
    private final Proofs proofs;

    /**
     * @param base the address by which applications reach the connector, without a slash at its end
     * @param nonceKey gives 32 bytes, the same on all replicas, anew each time; asked only where nonces are demanded
     */
    public BoundTokens(OwnTokensConfig config, String base, Supplier<byte[]> nonceKey, Clock clock) {
        this.config = config;
        ProofNonces nonces = new ProofNonces(nonceKey, clock);
        this.proofs = new Proofs(
                base, config.dpopNonce() ? Optional.of(nonces) : Optional.empty(), config.dpopProofs(), clock);
    }

    @Override
    public Optional<Verdict> missing(Binding binding, BearerToken token, RequestFacts facts) {
        if (binding instanceof Binding.ToKey(var thumbprint) && token.isWithProof()) {
            return unproven(thumbprint, token, facts);
        }
        if (token.isWithProof()) {
            return rejected("The token is bound to no key: send it with the scheme Bearer.");
        }
        return switch (binding) {
            case Binding.None _ -> Optional.empty();
            case Binding.ToKey _ ->
                rejected("The token is bound to a key: send it with the scheme DPoP, and a proof in the header DPoP.");
            case Binding.ToCertificate to ->
                certificate(facts).equals(Optional.of(to))
                        ? Optional.empty()
                        : rejected(
                                "The token is bound to a certificate, which this connection's client has not shown; behind a proxy nobody can.");
            case Binding.Unusable _ -> rejected("What the token is bound to cannot be checked.");
        };
    }

    private Optional<Verdict> unproven(String thumbprint, BearerToken token, RequestFacts facts) {
        try {
            Proof proof = proofs.verify(facts, Optional.of(token));
            if (!proof.thumbprint().equals(thumbprint)) {
                throw UnprovenException.invalid("it is signed with another key than the token is bound to.");
            }
            proofs.use(proof);
            return Optional.empty();
        } catch (UnprovenException e) {
            return Optional.of(e.verdict());
        }
    }

    @Override
    public Sender sender(RequestFacts facts) {
        List<Binding> held = new ArrayList<>();
        Optional<Binding> certificate = certificate(facts);
        certificate.ifPresent(held::add);
        if (facts.headers().apply(Proofs.HEADER).isEmpty()) {
            Binding wanted =
                    certificate.filter(any -> config.certificateBound()).orElseGet(Binding.None::new);
            return new Sender(wanted, held, () -> {});
        }
        Proof proof = proofs.verify(facts, Optional.empty());
        Binding key = new Binding.ToKey(proof.thumbprint());
        held.add(key);
        return new Sender(key, held, () -> proofs.use(proof));
    }

    @Override
    public Optional<String> nonce() {
        return proofs.nonce();
    }

    private static Optional<Binding> certificate(RequestFacts facts) {
        List<X509Certificate> shown = facts.certificates();
        return shown.stream().findFirst().map(one -> new Binding.ToCertificate(Thumbprint.of(one)));
    }

    private static Optional<Verdict> rejected(String detail) {
        return Optional.of(new Verdict.Rejected(401, "invalid_token", detail));
    }
}
