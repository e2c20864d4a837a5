package io.traceconnector.app.callers.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;

/** Who can reach a listener, as far as its address tells. A host that cannot be resolved, and one that is bound to everywhere, is public. */
public enum BoundAddress {
    LOOPBACK,
    PRIVATE,
    PUBLIC;

    /** Resolves the host; where it has several addresses the one that reaches furthest counts. */
    public static BoundAddress of(String host) {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            if (all(addresses, InetAddress::isLoopbackAddress)) {
                return LOOPBACK;
            }
            return all(addresses, BoundAddress::isPrivate) ? PRIVATE : PUBLIC;
        } catch (UnknownHostException e) {
            return PUBLIC;
        }
    }

    private static boolean all(InetAddress[] addresses, Predicate<InetAddress> holds) {
        return Arrays.stream(addresses).allMatch(holds);
    }

    /** RFC 1918, RFC 4193 and link-local ones. */
    private static boolean isPrivate(InetAddress address) {
        return !address.isAnyLocalAddress()
                && (address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || (address.isSiteLocalAddress() && !(address instanceof Inet6Address))
                        || (address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc));
    }
}
