package io.traceconnector.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A connector in a process of its own before a sandbox, everything that it gives out kept in one directory, and form data and a file with a mark in every value. */
final class Canary implements AutoCloseable {

    static final String MARK = "canary-in-a-form-4711";
    static final String NESTED = "canary-nested-deep-0815";
    static final String NUMBER = "271828182845904523";
    private static final String IN_FILE = "canary-in-a-file-1234567890";

    private final Path searched;
    private final TestingSandbox sandbox;
    private final RecordingProxy proxy;
    private final Process process;
    private final String api;
    private final String management;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * Starts all of it.
     *
     * @param searched what goes upstream, into logs and onto the disk
     */
    Canary(Path directory, Path searched) throws Exception {
        this.searched = searched;
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 100);
        proxy = new RecordingProxy(URI.create(sandbox.get("SANDBOX_TRACE_URL")), searched.resolve("upstream.bytes"));
        List<String> settings = TestingConnector.settings(searched);
        settings.addAll(List.of(
                "modules.search.enabled=false",
                "seal.remembered=0s",
                "outbox.settle=10s",
                "outbox.longest-pause=1s",
                "trace.url=" + proxy.through(sandbox.get("SANDBOX_TRACE_URL")),
                "trace.account-url=" + proxy.through(sandbox.get("SANDBOX_ACCOUNT_URL")),
                "trace.media-url=" + proxy.through(sandbox.get("SANDBOX_MEDIA_URL"))));
        Path log = searched.resolve("serve.log");
        process = ServeProcess.start(sandbox.configuration(), settings, log, Map.of("CONNECTOR_LOG_LEVEL", "DEBUG"));
        ServeProcess.awaitServing(process, log);
        api = ServeProcess.url(log, "port");
        management = ServeProcess.url(log, "managementPort");
    }

    TestingSandbox sandbox() {
        return sandbox;
    }

    /** The marks that are anywhere in what was given out, with their places; the connector is stopped first. */
    Set<String> seen() throws Exception {
        record("metrics", get(management + "/metrics"));
        record("readyz", get(management + "/readyz?verbose"));
        stop();
        FoundSecrets marks = new FoundSecrets(needles());
        Set<String> seen = new TreeSet<>();
        try (Stream<Path> files = Files.walk(searched)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                marks.in(file).forEach(mark -> seen.add(file + ": " + mark));
            }
        }
        return seen;
    }

    private void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() throws Exception {
        stop();
        proxy.close();
        sandbox.close();
        client.close();
    }

    static ObjectNode form() {
        ObjectNode form = JsonLines.MAPPER.createObjectNode().put("note", MARK);
        form.putObject("deep").putArray("list").addObject().put("text", NESTED);
        form.set("number", JsonLines.MAPPER.readTree(NUMBER));
        return form;
    }

    static String item(boolean first) {
        ObjectNode item = JsonLines.MAPPER.createObjectNode();
        if (first) {
            item.put("workflow", "201");
        }
        item.put("action", "comment").set("data", form());
        return item.toString();
    }

    static String link() {
        return item(true);
    }

    static Link draft(boolean data) {
        ObjectNode metadata = JsonLines.MAPPER
                .createObjectNode()
                .put("configId", "4201")
                .put("groupId", "2010")
                .put("formId", "comment");
        LinkBuilder draft = new LinkBuilder("201", UUID.randomUUID().toString())
                .priority(1)
                .degree(1)
                .state("OWNED")
                .action("comment")
                .metadata(metadata);
        return data ? draft.data(form()).build() : draft.build();
    }

    String graphql(Link link, JsonNode data) throws Exception {
        return graphql(
                "mutation($l:JSON!,$d:JSON){createLink(input:{link:$l,data:$d}){trace{rowId}}}",
                LinkJson.tree(link),
                data);
    }

    String graphql(String document, JsonNode link, JsonNode data) throws Exception {
        ObjectNode body = JsonLines.MAPPER.createObjectNode().put("query", document);
        ObjectNode variables = body.putObject("variables");
        variables.set("l", link);
        variables.set("d", data);
        variables.set("undeclared", form());
        if (document.startsWith("mutation A")) {
            body.put("operationName", "A");
        }
        return post("/trace/graphql", body.toString());
    }

    String file() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/api/v1/files?name=report.txt"))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(IN_FILE.repeat(1000)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    String post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** What the connector manages, as an operator asks for it. */
    String manage(String path) throws Exception {
        return get(management + path);
    }

    /** What an application reads. */
    String read(String path) throws Exception {
        return get(api + path);
    }

    void record(String name, String answer) throws IOException {
        Files.writeString(
                searched.resolve("answers.txt"),
                name + "\n" + answer + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Every mark in clear, in base64 wherever it may begin in its block, and in base64 of that. */
    static Map<String, String> needles() {
        Map<String, String> needles = new LinkedHashMap<>();
        for (String mark : List.of(MARK, NESTED, NUMBER, IN_FILE)) {
            needles.put(mark, mark);
            for (int shift = 0; shift < 3; shift++) {
                String once = core(mark, shift);
                needles.put(mark + " in base64 " + shift, once);
                for (int again = 0; again < 3; again++) {
                    needles.put(mark + " in base64 twice " + shift + again, core(once, again));
                }
            }
        }
        return needles;
    }

    /** What stands for a text in base64 whatever stands around it. */
    static String core(String text, int shift) {
        byte[] padded = ("x".repeat(shift) + text).getBytes(UTF_8);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = shift == 0 ? 0 : shift + 1;
        int to = padded.length / 3 * 4;
        return whole.substring(from, to);
    }
}
