package io.traceconnector.app.callers.store;

import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.Tenant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The two forms of a client id, which name tenant and operational space. */
final class ClientId {

    private static final String SUFFIX = ".trace-connector";
    private static final String FREE = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    private ClientId() {}

    static String dotted(long number, Space space, Tenant tenant) {
        return number + "-" + word(space) + "." + tenant.id() + SUFFIX;
    }

    /** Unique as long as the client id is, in the form that other libraries take for a service account's. */
    static String email(String clientId) {
        int at = clientId.indexOf('.');
        return clientId.indexOf(':') < 0
                ? clientId.substring(0, at) + "@" + clientId.substring(at + 1)
                : clientId.replaceFirst("^([^:]*):([^:]*):(.*)$", "$3+$2@$1" + SUFFIX);
    }

    /** A space's name as it stands in client ids. */
    private static String word(Space space) {
        return space.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private static boolean isOf(String clientId, Space space, Tenant tenant) {
        String name = Pattern.quote(word(space));
        String id = Pattern.quote(tenant.id().value());
        return clientId.matches("[0-9]{1,19}-" + name + "\\." + id + Pattern.quote(SUFFIX))
                || clientId.matches(id + ":" + name + ":" + FREE);
    }

    static void check(Optional<String> wanted, Space space, Tenant tenant) {
        wanted.filter(clientId -> !isOf(clientId, space, tenant)).ifPresent(clientId -> {
            throw Refusals.invalid("clientId must be <number>-" + word(space) + "." + tenant.id() + SUFFIX + " or "
                    + tenant.id() + ":" + word(space) + ":<letters, digits, - and _>.");
        });
    }
}
