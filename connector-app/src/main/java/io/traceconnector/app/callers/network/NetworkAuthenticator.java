package io.traceconnector.app.callers.network;

import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Admits whoever brings no credential at all, where the configuration says that the network is closed. Asks nobody. */
public final class NetworkAuthenticator implements Authenticator {

    private static final String ID = "network";

    private final boolean enabled;
    private final Verdict verdict;

    public NetworkAuthenticator(NetworkConfig config) {
        this.enabled = config.enabled();
        this.verdict = enabled
                ? new Verdict.Accepted(principal(config))
                : new Verdict.Rejected(401, "missing_token", "Send a token in the header Authorization.");
    }

    /**
     * Refuses a closed network that is open.
     *
     * @param hosts on which listeners are
     * @throws IllegalArgumentException where one of them can be reached from elsewhere and the configuration does not say that this is meant
     */
    public static void requireClosed(NetworkConfig config, List<String> hosts) {
        for (String host : hosts) {
            if (config.enabled()
                    && !config.iUnderstandThatEverybodyWhoReachesThisPortIsAdmitted()
                    && BoundAddress.of(host) == BoundAddress.PUBLIC) {
                throw new IllegalArgumentException("callers.network admits everybody who reaches " + host
                        + ", which is neither a loopback nor a private address; listen on one that is, or set"
                        + " callers.network.i-understand-that-everybody-who-reaches-this-port-is-admitted: true");
            }
        }
    }

    private static Principal principal(NetworkConfig config) {
        Rights rights = Rights.of(config.roles().toArray(String[]::new));
        return new Principal(
                ID,
                Principal.Kind.NETWORK,
                Optional.empty(),
                Map.of(config.tenant(), rights),
                Map.of(),
                Instant.MAX,
                ID);
    }

    @Override
    public boolean takes(Presented credential) {
        return enabled && credential instanceof Presented.Nothing;
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        return Optional.of(verdict);
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        return verdict;
    }
}
