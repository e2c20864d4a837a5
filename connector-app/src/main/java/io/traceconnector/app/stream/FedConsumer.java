package io.traceconnector.app.stream;

import io.traceconnector.api.SegmentConsumer;

/**
 * A consumer as its pumps share it.
 *
 * @param id of the module
 * @param taken what it has taken since it is fed
 */
record FedConsumer(String id, SegmentConsumer target, TakenLinks taken) {

    FedConsumer(String id, SegmentConsumer target) {
        this(id, target, new TakenLinks());
    }
}
