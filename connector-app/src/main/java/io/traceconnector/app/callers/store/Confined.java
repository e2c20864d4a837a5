package io.traceconnector.app.callers.store;

import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.callers.network.AddressRanges;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Somebody whose credentials, and whatever was given for them, may count from some networks alone. */
public sealed interface Confined permits ServiceAccount, Plugin, Operator {

    /** Ranges of addresses from where they count; empty where from everywhere. */
    Optional<List<String>> networks();

    /** Whether they count for somebody who asks from there. */
    default boolean isUsableFrom(InetAddress source) {
        return networks()
                .map(texts ->
                        new AddressRanges(texts.stream().map(AddressRange::new).toList()))
                .map(ranges -> ranges.contains(source))
                .orElse(true);
    }
}
