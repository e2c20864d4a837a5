package io.traceconnector.app.callers;

import java.util.Optional;

/** Whether who shows a token holds what it is bound to. Safe for many threads; asks nobody. */
public interface Possession {

    /**
     * Looks for what a token is bound to. A proof counts once: to be asked once for each request.
     *
     * @return nothing where it is there, otherwise why the token does not count
     */
    Optional<Verdict> missing(Binding binding, BearerToken token, RequestFacts facts);

    /**
     * What the sender of a request for a token holds.
     *
     * @throws UnprovenException where there is a proof that does not count
     */
    Sender sender(RequestFacts facts);

    /** What the next proof has to name; empty where it need not. */
    Optional<String> nonce();

    /** Nothing can be shown to be held: tokens that are bound to something do not count. */
    static Possession none() {
        return new Possession() {
            @Override
            public Optional<Verdict> missing(Binding binding, BearerToken token, RequestFacts facts) {
                return binding instanceof Binding.None && !token.isWithProof()
                        ? Optional.empty()
                        : Optional.of(new Verdict.Rejected(401, "invalid_token", "Bound tokens are not taken here."));
            }

            @Override
            public Sender sender(RequestFacts facts) {
                return Sender.unknown();
            }

            @Override
            public Optional<String> nonce() {
                return Optional.empty();
            }
        };
    }
}
