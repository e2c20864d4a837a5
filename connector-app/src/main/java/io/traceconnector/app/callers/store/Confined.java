package io.traceconnector.app.callers.store;

import java.net.InetAddress;
import java.util.Optional;

/** Somebody whose credentials, and whatever was given for them, may count from some networks alone. */
public sealed interface Confined permits ServiceAccount, Plugin, Operator {

    /** Ranges of addresses from where they count; empty where from everywhere. */
    Optional<Networks> networks();

    /** Whether they count for somebody who asks from there. */
    default boolean isUsableFrom(InetAddress source) {
        return networks().map(ranges -> ranges.contains(source)).orElse(true);
    }
}
