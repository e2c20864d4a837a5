package io.traceconnector.app.modules;

import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.app.stream.Subscription;

/** Where a consumer is given its links from. */
@FunctionalInterface
interface Feeder {
    Subscription feed(String consumer, SegmentConsumer target);
}
