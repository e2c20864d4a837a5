package io.traceconnector.app.http;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.audit.AuditTrail;
import io.traceconnector.app.audit.Deed;
import io.traceconnector.app.audit.Ruling;
import io.traceconnector.app.audit.Subject;
import io.traceconnector.app.callers.tokens.TokenDeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who a request comes from that says so in its body: that comes out while it is served, and until then nothing is recorded. One that ends before is
 * recorded as refused. Handed from thread to thread with its request, never shared.
 */
final class Identification {

    private final AuditLog log;
    private final String address;
    private final Deed deed;
    private Optional<String> claimed = Optional.empty();
    private boolean proven;

    Identification(AuditLog log, String address, Deed deed) {
        this.log = log;
        this.address = address;
        this.deed = deed;
    }

    /** @param caller who exists, and whom the request says that it is from */
    void claimed(Optional<String> caller) {
        this.claimed = caller;
    }

    /** The trail of the request from now on. */
    AuditTrail proven(TokenDeed done) {
        proven = true;
        return log.trail(
                new Subject(Optional.of(done.caller()), Optional.empty(), "", address),
                deed(Optional.of(done.tenant()), "token", Optional.of(done.token())),
                new Ruling.Allowed(List.of()));
    }

    private Deed deed(Optional<TenantId> tenant, String name, Optional<String> object) {
        Map<String, String> objects = new TreeMap<>(deed.objects());
        object.filter(id -> !id.isEmpty()).ifPresent(id -> objects.put(name, id));
        return new Deed(deed.requestId(), deed.session(), deed.method(), deed.route(), deed.action(), tenant, objects);
    }

    /** The request ended: with a problem, or well. */
    void over(int status, String code) {
        if (!proven && !code.isEmpty()) {
            // Whoever claims to be somebody is nobody yet: such records are as few as those of all who are unknown.
            log.refused(
                    Subject.unknown(address),
                    deed(deed.tenant(), "claimed", claimed),
                    new Ruling.Refused(status, code, List.of()));
        }
    }
}
