package io.traceconnector.chainscript;

import java.util.Set;

/** Clients whose links are read alike. */
final class ClientIds {
    /** SDKs read only links of clients that they know, so we go by the Java client's name. */
    static final String OURS = "github.com/stratumn/java-chainscript";

    private static final Set<String> KNOWN = Set.of(
            OURS,
            "github.com/stratumn/go-chainscript",
            "github.com/stratumn/js-chainscript",
            "github.com/stratumn/csharp-chainscript");

    private ClientIds() {}

    static boolean isKnown(String clientId) {
        return KNOWN.contains(clientId);
    }
}
