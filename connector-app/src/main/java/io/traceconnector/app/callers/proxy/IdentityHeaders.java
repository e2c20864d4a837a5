package io.traceconnector.app.callers.proxy;

import io.traceconnector.api.Default;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of the headers in which a proxy says who somebody is.
 *
 * @param groups several are separated by commas
 */
public record IdentityHeaders(
        @Default("X-Forwarded-User") String user,
        @Default("X-Tenant") String tenant,
        @Default("X-Forwarded-Groups") String groups) {

    private static final Set<String> TAKEN = Set.of(
            "authorization", "connection", "content-length", "content-type", "cookie", "host", "transfer-encoding");

    public IdentityHeaders {
        requireNames(List.of(user, tenant, groups));
    }

    /** @throws IllegalArgumentException where one is not a name, has a meaning of its own, or stands there twice */
    static void requireNames(List<String> names) {
        Set<String> seen = new HashSet<>(TAKEN);
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}") || !seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "headers must be names of letters, digits and -, all different, and none that means something else");
            }
        }
    }
}
