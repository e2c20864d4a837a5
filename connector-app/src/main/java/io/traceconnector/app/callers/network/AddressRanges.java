package io.traceconnector.app.callers.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Several ranges, ready to be asked for every request. */
public final class AddressRanges {

    private final List<AddressRange.Prefix> prefixes;

    public AddressRanges(List<AddressRange> ranges) {
        this.prefixes = ranges.stream().map(AddressRange::prefix).toList();
    }

    public boolean isEmpty() {
        return prefixes.isEmpty();
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        // Without a stream: how long it takes must not tell that it was asked.
        for (AddressRange.Prefix prefix : prefixes) {
            if (prefix.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** An address in digits, IPv4 in IPv6 as IPv4; empty for everything else. */
    public static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(AddressRange.literal(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
