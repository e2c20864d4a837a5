package io.traceconnector.app.http;

import io.traceconnector.app.callers.store.AccountKeys;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Key files for applications, made of a service account's view and of a secret or a key that is new. */
final class AccountFiles {

    /** What the file of the second form holds, in this order. */
    private static final List<String> CHASSI =
            List.of("id", "clientId", "clientSecret", "description", "enabled", "tokenEndpoint", "scopedRoles");

    private AccountFiles() {}

    /**
     * For libraries that read Google's service account files.
     *
     * @param project its {@code project_id}
     */
    static ObjectNode google(ObjectNode account, String project, AccountKeys.GeneratedKey key) {
        String endpoint = text(account, "tokenEndpoint");
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", "service_account")
                .put("project_id", project)
                .put("private_key_id", key.key().kid())
                .put("private_key", key.privateKey())
                .put("client_email", text(account, "email"))
                .put("client_id", text(account, "clientId"))
                .put("auth_uri", endpoint.replaceFirst("token$", "auth"))
                .put("token_uri", endpoint);
    }

    /** @param account with its {@code clientSecret} */
    static ArrayNode chassi(ObjectNode account) {
        ArrayNode file = JsonMapper.shared().createArrayNode();
        ObjectNode one = file.addObject();
        CHASSI.forEach(member -> one.set(member, account.path(member)));
        return file;
    }

    private static String text(ObjectNode account, String name) {
        return account.path(name).asString("");
    }
}
