package io.traceconnector.app;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
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

    private static final String CONTENT = "content";

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
        ObjectNode order = grace.order().put("form", form.name());
        if (project != null) {
            order.put("project", project);
        }
        return secret.kept(
                () -> {
                    ObjectNode made = object();
                    made.set(CONTENT, client.post(account.path(":export"), order));
                    return made;
                },
                made -> content(made.remove(CONTENT)));
    }

    /** Without a file, the file's content and nothing else. */
    @Override
    void show(ObjectNode answer, PrintWriter out) {
        if (answer.has(CONTENT)) {
            out.print(content(answer.path(CONTENT)));
        } else {
            super.show(answer, out);
        }
    }

    private static String content(JsonNode file) {
        return JsonLines.MAPPER.writeValueAsString(file) + "\n";
    }
}
