package io.traceconnector.app.callers.proxy;

import io.traceconnector.app.callers.network.AddressRanges;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where a request comes from: {@code X-Forwarded-For} is read from the right, where the proxy before us has written, and only as far as
 * each of those who wrote is trusted. What stands further left is anybody's.
 */
final class ForwardedFor {

    private static final int MOST_HOPS = 32;
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    private final AddressRanges trusted;

    ForwardedFor(AddressRanges trusted) {
        this.trusted = trusted;
    }

    /** Empty where a trusted proxy names no address, or there are too many of them. */
    Optional<InetAddress> client(InetAddress peer, List<String> lines) {
        List<String> hops = new ArrayList<>();
        lines.forEach(line -> hops.addAll(List.of(line.split(",", -1))));
        InetAddress client = peer;
        for (int i = hops.size() - 1; i >= 0 && trusted.contains(client); i--) {
            Optional<InetAddress> before =
                    AddressRanges.address(withoutPort(hops.get(i).strip()));
            if (before.isEmpty() || hops.size() - i > MOST_HOPS) {
                return Optional.empty();
            }
            client = before.get();
        }
        return Optional.of(client);
    }

    private static String withoutPort(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        if (!matcher.matches()) {
            return hop;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
}
