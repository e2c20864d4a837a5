package io.traceconnector.app.callers;

import java.util.Optional;

/** One way of recognising callers. Exactly one decides on a request; what it rejects is tried with no other. Safe for many threads. */
public interface Authenticator {

    /** Whether a credential has the shape that this one is for: scheme, issuer, type. Never whether it is good; asks nobody. */
    boolean takes(Presented credential);

    /** Decides from what is remembered, without blocking; empty where {@link #authenticate} has to be asked. Revocation counts here too. */
    Optional<Verdict> remembered(Presented credential, RequestFacts facts);

    /** Decides; may block. */
    Verdict authenticate(Presented credential, RequestFacts facts);
}
