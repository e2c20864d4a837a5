package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Takes about as long for each link as an unwrap does, and counts how many are open at a time. */
final class FakeSlowLinkOpener implements LinkOpener {

    private static final long UNWRAP = Duration.ofMillis(1).toNanos();

    private final LinkOpener opener;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    FakeSlowLinkOpener(LinkOpener opener) {
        this.opener = opener;
    }

    int most() {
        return most.get();
    }

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
        LockSupport.parkNanos(UNWRAP);
        open.decrementAndGet();
        return opener.open(organisations, raw, form, stated);
    }

    @Override
    public Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
        return opener.openData(organisations, data, meta, stated);
    }
}
