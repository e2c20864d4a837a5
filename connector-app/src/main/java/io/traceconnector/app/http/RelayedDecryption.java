package io.traceconnector.app.http;

import io.traceconnector.api.LinkHash;
import io.traceconnector.app.audit.AuditTrail;
import io.traceconnector.app.decrypt.DecryptedLinks;
import java.util.Optional;

/** Notes in a request's trail what is decrypted into its answer, and counts it. */
record RelayedDecryption(Optional<AuditTrail> trail, Runnable counted) implements DecryptedLinks {

    @Override
    public void decrypted(LinkHash link) {
        trail.ifPresent(one -> one.show(link));
        counted.run();
    }

    @Override
    public void decryptedUnnamed() {
        trail.ifPresent(AuditTrail::showUnnamed);
        counted.run();
    }
}
