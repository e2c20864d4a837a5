package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What may stand beside a link of an encrypted workflow: whom to notify, and nothing to tell them. */
final class NotificationInput {

    private static final String NOTIFY = "notify";
    private static final Set<String> ACCOUNTS = Set.of("notifyAccountIds", "accountIds");
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    private NotificationInput() {}

    /** @throws ProblemException 403 {@code plaintext_refused} for any other member */
    static ObjectNode checked(ObjectNode others) {
        for (Map.Entry<String, JsonNode> member : others.properties()) {
            boolean allowed = member.getKey().equals(NOTIFY)
                    ? member.getValue().isNull() || isAccounts(member.getValue())
                    : isIds(member.getKey(), member.getValue());
            if (!allowed) {
                throw new ProblemException(
                        403,
                        "plaintext_refused",
                        "Beside a link of an encrypted workflow only the accounts to notify may stand, by their ids.");
            }
        }
        return others.deepCopy();
    }

    private static boolean isAccounts(JsonNode notify) {
        return notify.isObject()
                && notify.properties().stream().allMatch(member -> isIds(member.getKey(), member.getValue()));
    }

    private static boolean isIds(String name, JsonNode value) {
        return ACCOUNTS.contains(name)
                && (value.isNull()
                        || (value.isArray()
                                && value.values().stream()
                                        .allMatch(id ->
                                                ID.matcher(id.asString("")).matches())));
    }
}
