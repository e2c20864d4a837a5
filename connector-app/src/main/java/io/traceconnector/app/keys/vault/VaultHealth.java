package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import java.time.Clock;

/** How Vault was when it was last asked. */
final class VaultHealth {

    private final Clock clock;
    private volatile Custodian.State last = new Custodian.State(true, "not asked yet");

    VaultHealth(Clock clock) {
        this.clock = clock;
    }

    Custodian.State last() {
        return last;
    }

    void answered() {
        last = new Custodian.State(true, "answered at " + clock.instant());
    }

    /** A key that is not there says nothing about Vault. */
    CustodyException failed(CustodyException failure) {
        last = new Custodian.State(
                failure.code() == KeyProblem.Code.KEY_ABSENT, failure.getMessage() + ", at " + clock.instant());
        return failure;
    }
}
