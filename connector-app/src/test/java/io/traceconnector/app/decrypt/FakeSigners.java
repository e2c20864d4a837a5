package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What Trace says about accounts, by the test's word. */
final class FakeSigners implements SignerSource {

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;
    volatile boolean refusing;

    private final List<AccountKey> accounts = new CopyOnWriteArrayList<>();

    FakeSigners with(String account, PrivateKeyPem key) {
        accounts.removeIf(old -> old.account().equals(account));
        accounts.add(new AccountKey(account, key.publicKey().text()));
        return this;
    }

    @Override
    public List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow) {
        asked.incrementAndGet();
        if (down) {
            throw new TraceException(TraceException.Kind.UNAVAILABLE, "the fake is down");
        }
        if (refusing) {
            throw new TraceException(TraceException.Kind.REFUSED, "the fake refuses");
        }
        return List.copyOf(accounts);
    }
}
