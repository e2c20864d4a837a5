package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "export",
        description = {
            "Writes a key file for an application, with a key or secret that is made for it: none is kept that could be shown again.",
            "google: with a new private key, for libraries that read Google's service account files.",
            "chassi: with a new secret, as with rotate."
        },
        mixinStandardHelpOptions = true)
final class ServiceAccountExport extends ManagementVerb {

    private enum Form {
        google,
        chassi
    }

    /** What the file of the second form holds, in this order. */
    private static final List<String> CHASSI =
            List.of("id", "clientId", "clientSecret", "description", "enabled", "tokenEndpoint", "scopedRoles");

    @Mixin
    private AccountName account;

    @Option(names = "--form", required = true, paramLabel = "FORM", description = "One of ${COMPLETION-CANDIDATES}.")
    private Form form;

    @Option(names = "--project", paramLabel = "ID", description = "project_id of the file (default: the tenant's id).")
    private @Nullable String project;

    @Mixin
    private GraceOption grace;

    @Mixin
    private SecretOption secret;

    @Override
    ObjectNode ask(ApiClient client) throws InterruptedException {
        return form == Form.google ? google(client) : chassi(client);
    }

    private ObjectNode google(ApiClient client) throws InterruptedException {
        JsonNode shown = client.get(account.path(""));
        ObjectNode file = secret.kept(
                () -> googleFile(shown, client.post(account.path("/keys"), object())),
                made -> JsonLines.MAPPER.writeValueAsString(made) + "\n");
        return file.has("file") ? file.without("private_key") : file;
    }

    private ObjectNode googleFile(JsonNode account, JsonNode key) {
        return object().put("type", "service_account")
                .put("project_id", project == null ? text(account, "tenant") : project)
                .put("private_key_id", text(key, "kid"))
                .put("private_key", text(key, "privateKey"))
                .put("client_email", text(account, "email"))
                .put("client_id", text(account, "clientId"))
                .put("auth_uri", text(account, "tokenEndpoint").replaceFirst("token$", "auth"))
                .put("token_uri", text(account, "tokenEndpoint"));
    }

    private ObjectNode chassi(ApiClient client) throws InterruptedException {
        ObjectNode shown = secret.kept(
                () -> (ObjectNode) client.post(account.path(":rotate"), grace.order()),
                made -> JsonLines.MAPPER.writeValueAsString(chassiFile(made)) + "\n");
        return shown.has("file") ? shown.without("clientSecret") : shown;
    }

    private static ArrayNode chassiFile(ObjectNode account) {
        ArrayNode file = JsonLines.MAPPER.createArrayNode();
        ObjectNode one = file.addObject();
        CHASSI.forEach(member -> one.set(member, account.path(member)));
        return file;
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString("");
    }

    /** Without a file, the file's content and nothing else. */
    @Override
    void show(ObjectNode answer, PrintWriter out) {
        if (answer.has("file")) {
            super.show(answer, out);
        } else {
            out.println(JsonLines.MAPPER.writeValueAsString(form == Form.google ? answer : chassiFile(answer)));
        }
    }
}
