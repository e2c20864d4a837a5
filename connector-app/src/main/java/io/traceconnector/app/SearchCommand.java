package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "search",
        description = "Asks a running connector for decrypted links.",
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("trace", "link", "action", "verified", "data");
    private static final int DATA_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "QUERY", description = "Such as: customs AND port:Rotterdam")
    private String query;

    @Option(names = "--limit", defaultValue = "20", paramLabel = "N", description = "At most this many (default: 20).")
    private int limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Goes on after an earlier answer.")
    private @Nullable String cursor;

    @Option(names = "--unit", paramLabel = "UNIT", description = "links or traces (default: links).")
    private @Nullable String unit;

    @Option(names = "--api", paramLabel = "URL", description = "Where the connector answers (default: as configured).")
    private @Nullable String api;

    @Option(
            names = "--token",
            paramLabel = "SOURCE",
            description = "file:PATH, env:NAME or exec:COMMAND (default: the first configured token).")
    private @Nullable String token;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode body =
                JsonLines.MAPPER.createObjectNode().put("query", query).put("limit", limit);
        if (cursor != null) {
            body.put("cursor", cursor);
        }
        if (unit != null) {
            body.put("unit", unit);
        }
        JsonNode answer = new ApiClient(url(), Optional.of(secret())).post("/api/v1/search", body);
        var out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer));
            return 0;
        }
        Table table = new Table(COLUMNS);
        answer.path("hits").forEach(hit -> table.add(row(hit)));
        table.print(out);
        out.println(answer.path("total").asLong() + " in all");
        if (answer.path("next").isString()) {
            out.println("more with --cursor " + answer.path("next").stringValue());
        }
        return 0;
    }

    private static List<String> row(JsonNode hit) {
        String data = hit.path("data").toString();
        return List.of(
                hit.path("traceId").asString(""),
                hit.path("linkHash").asString(""),
                hit.path("action").asString(""),
                hit.path("verification").path("verified").asBoolean(false) ? "yes" : "no",
                data.length() > DATA_WIDTH ? data.substring(0, DATA_WIDTH) + "…" : data);
    }

    private String url() {
        if (api != null) {
            return api;
        }
        var http = Settings.read(options.source()).connector().http();
        if (!http.forApplications()) {
            throw CommandException.unusable(
                    "http.listen: management leaves nothing to ask; give --api of another connector");
        }
        return (http.tls().isPresent() ? "https://" : "http://") + http.host() + ":" + http.port();
    }

    private String secret() {
        SecretSource source = token != null
                ? new SecretSource(token)
                : Settings.read(options.source()).connector().callers().tokens().stream()
                        .findFirst()
                        .orElseThrow(() -> CommandException.unusable(
                                "no token is configured; give --token file:PATH, env:NAME or exec:COMMAND"));
        try {
            return new String(source.read(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandException.unusable("the token cannot be read: " + e.getMessage());
        }
    }
}
