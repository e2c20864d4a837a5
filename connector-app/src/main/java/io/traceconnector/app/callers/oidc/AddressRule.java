package io.traceconnector.app.callers.oidc;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Which addresses are public: none of this machine, of a private net, of the link, of a cloud's metadata, for documentation or for tests (IANA's
 * special-purpose registries, RFC 6890), and no IPv6 address that stands for such an IPv4 one.
 */
final class AddressRule {

    private AddressRule() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublic(six);
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four) {
        int first = four[0] & 0xff;
        int second = four[1] & 0xff;
        int third = four[2] & 0xff;
        boolean special = first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 192 && second == 88 && third == 99)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        return !special;
    }

    private static boolean isPublic(Inet6Address six) {
        byte[] bytes = six.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        // Only 2000::/3 is given out; of that, 2001:db8::/32 is for documentation and 2002::/16 and 2001::/32 stand for
        // IPv4 addresses.
        if (startsWith(bytes, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            // 64:ff9b::/96 carries an IPv4 address at its end; 64:ff9b:1::/48, which is not public, carries it
            // elsewhere.
            return isPublicFour(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (first == 0x20 && second == 0x02) {
            return isPublicFour(Arrays.copyOfRange(bytes, 2, 6));
        }
        return (first & 0xe0) == 0x20
                && !startsWith(bytes, 0x20, 0x01, 0x0d, 0xb8)
                && !startsWith(bytes, 0x20, 0x01, 0x00, 0x00);
    }

    private static boolean isPublicFour(byte[] four) {
        try {
            return isPublic(InetAddress.getByAddress(four));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv4 address has four bytes", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if ((bytes[i] & 0xff) != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
