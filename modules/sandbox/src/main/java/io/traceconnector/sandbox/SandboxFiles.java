package io.traceconnector.sandbox;

import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.AccountKey;
import io.traceconnector.sandbox.world.Catalogue;
import io.traceconnector.sandbox.world.Organisation;
import io.traceconnector.sandbox.world.SafeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a running sandbox leaves in its directory for others: {@code sandbox.env}, {@code connector.yaml} and {@code keys/accounts.json}. */
final class SandboxFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SandboxFiles() {}

    /** Each file is replaced as a whole; {@code sandbox.env} comes last, so whoever waits for it finds the others. */
    static void write(SandboxData data, String url) throws IOException {
        SafeFiles.writeSecret(data.keyFile("accounts.json"), accounts(data));
        SafeFiles.write(data.directory().resolve("connector.yaml"), configuration(data, url));
        String environment = environment(data, url).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        SafeFiles.write(data.directory().resolve("sandbox.env"), environment);
    }

    private static Map<String, Object> environment(SandboxData data, String url) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("SANDBOX_TRACE_URL", url + "/trace");
        values.put("SANDBOX_ACCOUNT_URL", url + "/account");
        values.put("SANDBOX_MEDIA_URL", url + "/media");
        values.put("SANDBOX_FAULTS_URL", url + "/faults");
        values.put("WORKFLOW_ID", Catalogue.orders().id());
        values.put("CLEAR_WORKFLOW_ID", Catalogue.quality().id());
        values.put("ACTION_KEY", Catalogue.COMMENT);
        values.put("GROUP_LABEL", Catalogue.OUR_LABEL);
        AccountKey signing = signingKey(data, Catalogue.ours());
        if (signing.privateKey().isPresent()) {
            values.put("SIGNING_KEY_FILE", data.keyFile(signing.file()));
        }
        values.put("LINKS", data.links().size());
        values.put("LINKS_FOR_US", data.links().ours());
        return values;
    }

    private static String configuration(SandboxData data, String url) throws IOException {
        Organisation ours = Catalogue.ours();
        List<AccountKey> keys = data.world().organisation(ours).encryption().reversed();
        String decryption =
                keys.stream().map(key -> "      - " + place(data, key) + "\n").collect(Collectors.joining());
        return "# Written by the sandbox at each start: a connector that reads from it.\n"
                + "trace:\n"
                + "  url: " + url + "/trace\n"
                + "  account-url: " + url + "/account\n"
                + "  media-url: " + url + "/media\n"
                + "organisations:\n"
                + "  " + ours.name() + ":\n"
                + "    decryption-keys:\n"
                + decryption
                + "    signing-key: " + place(data, signingKey(data, ours)) + "\n"
                + formerSigner(data, ours)
                + clearWorkflows(data, ours)
                + "stream: {poll-interval: 1s}\n"
                + "data: {directory: " + quoted(data.directory().resolve("connector")) + "}\n";
    }

    /** Workflows of the second generation, whose form data goes to Trace in clear. */
    private static String clearWorkflows(SandboxData data, Organisation ours) {
        return data.world().workflows().stream()
                .filter(workflow -> !workflow.encrypted() && workflow.includes(ours))
                .map(workflow -> "  \"" + workflow.id() + "\": {data: clear}\n")
                .collect(Collectors.joining("", "workflows:\n", ""));
    }

    /** Where the connector finds a key; those that are not here are in an HSM. */
    private static String place(SandboxData data, AccountKey key) {
        return key.privateKey().isPresent()
                ? "{file: " + quoted(data.keyFile(key.file())) + "}"
                : "{hsm: demo, label: " + key.name() + "}";
    }

    /** Account states the present signing key only; what was signed before is known by its key being pinned. */
    private static String formerSigner(SandboxData data, Organisation ours) throws IOException {
        AccountKey present = signingKey(data, ours);
        if (present.privateKey().isPresent()) {
            return "";
        }
        String keys = "[" + data.keys().former(present).fingerprint().hex() + ", "
                + present.publicKey().fingerprint().hex() + "]";
        return data.world().workflowsOf(data.world().organisation(ours)).stream()
                .map(workflow -> "    \"" + workflow.id() + "\": {\"" + present.account() + "\": " + keys + "}\n")
                .collect(Collectors.joining("", "decrypt:\n  pinned-signers:\n", ""));
    }

    /** Who can log in, and how; for tests that come as a partner. */
    private static String accounts(SandboxData data) {
        ArrayNode accounts = JSON.createArrayNode();
        for (Account account : data.world().accounts()) {
            ObjectNode shown = accounts.addObject()
                    .put("organisation", account.organisation().name())
                    .put("accountId", Long.toString(account.id()))
                    .put("kind", account.kind().name().toLowerCase(java.util.Locale.ROOT));
            account.signing()
                    .filter(key -> key.privateKey().isPresent())
                    .ifPresent(key ->
                            shown.put("signingKeyFile", data.keyFile(key.file()).toString()));
            account.currentEncryption()
                    .filter(key -> key.privateKey().isPresent())
                    .ifPresent(key -> shown.put(
                            "encryptionKeyFile", data.keyFile(key.file()).toString()));
            account.login().ifPresent(login -> shown.put("email", login.email()).put("password", login.password()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(accounts) + "\n";
    }

    private static AccountKey signingKey(SandboxData data, Organisation organisation) {
        return data.world().requireAccount(organisation.botAccount()).signing().orElseThrow();
    }

    /** YAML takes a JSON string as it is. */
    private static String quoted(Path path) {
        return JSON.writeValueAsString(path.toString());
    }
}
