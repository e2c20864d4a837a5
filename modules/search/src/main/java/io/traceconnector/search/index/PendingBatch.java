package io.traceconnector.search.index;

import io.traceconnector.api.Batch;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.util.Optional;

/** A batch that waits for the commit that stores it. Guarded by the lock under which batches are stored. */
final class PendingBatch {

    private final Batch batch;
    private final TenantId tenant;
    private boolean done;
    private Optional<Exception> failure = Optional.empty();

    /** @param tenant of the feed's organisation */
    PendingBatch(Batch batch, TenantId tenant) {
        this.batch = batch;
        this.tenant = tenant;
    }

    Batch batch() {
        return batch;
    }

    TenantId tenant() {
        return tenant;
    }

    int links() {
        return batch.segments().size();
    }

    boolean done() {
        return done;
    }

    void stored() {
        done = true;
    }

    void failed(Exception reason) {
        done = true;
        failure = Optional.of(reason);
    }

    void throwFailure() throws IOException {
        if (failure.isPresent()) {
            throw new IOException("the batch of " + batch.feed() + " could not be stored", failure.get());
        }
    }
}
