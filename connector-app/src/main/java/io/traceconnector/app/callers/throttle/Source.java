package io.traceconnector.app.callers.throttle;

import java.net.InetAddress;
import java.util.HexFormat;

/** Where requests come from, as far as it can be told apart: who has one IPv6 address has the 2^64 beside it. */
record Source(String name) {

    private static final int NETWORK_BYTES = 8;

    static Source of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Source(HexFormat.of().formatHex(bytes, 0, bytes.length == 4 ? bytes.length : NETWORK_BYTES));
    }
}
