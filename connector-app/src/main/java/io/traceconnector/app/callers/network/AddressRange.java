package io.traceconnector.app.callers.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Addresses with a common beginning, such as {@code 10.0.0.0/8} or {@code fd00::/8}; without a length, one address. What lies behind the length
 * must be zero. IPv4 addresses that are written as IPv6 ones count as what they are.
 */
public record AddressRange(String value) {

    /** Without leading zeros, which some read as octal, and without the short forms that leave bytes out. */
    private static final Pattern FOUR_BYTES = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final Pattern SIXTEEN_BYTES = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    public AddressRange {
        parse(value);
    }

    /** Whether every address of it is a loopback address. */
    public boolean isLoopback() {
        Prefix prefix = parse(value);
        return prefix.first.isLoopbackAddress() && prefix.bits >= (prefix.network.length == 4 ? 8 : 128);
    }

    Prefix prefix() {
        return parse(value);
    }

    /** The range, read. */
    static final class Prefix {

        private final InetAddress first;
        private final byte[] network;
        /** How many of the address count. */
        private final int bits;

        private Prefix(InetAddress first, int bits) {
            this.first = first;
            this.network = first.getAddress();
            this.bits = bits;
        }

        boolean contains(byte[] address) {
            if (network.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff;
                if (((network[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Prefix parse(String text) {
        int slash = text.indexOf('/');
        InetAddress first = literal(slash < 0 ? text : text.substring(0, slash));
        byte[] network = first.getAddress();
        int longest = network.length * 8;
        String length = slash < 0 ? Integer.toString(longest) : text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > longest) {
            throw new IllegalArgumentException("the length of a range of addresses must be 0 to " + longest);
        }
        int bits = Integer.parseInt(length);
        int lowest = new BigInteger(1, network).getLowestSetBit();
        if (lowest >= 0 && lowest < longest - bits) {
            throw new IllegalArgumentException("a range of addresses must be zero behind its length");
        }
        return new Prefix(first, bits);
    }

    /** @throws IllegalArgumentException for all but an address in digits; names are never looked up */
    static InetAddress literal(String text) {
        if (text.length() > 45
                || !(FOUR_BYTES.matcher(text).matches()
                        || SIXTEEN_BYTES.matcher(text).matches())) {
            throw new IllegalArgumentException("not an address");
        }
        return InetAddress.ofLiteral(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
