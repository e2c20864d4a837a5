package io.traceconnector.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.traceconnector.app.callers.oidc.FakeIssuer;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A connector whose callers are recognised in every way that there is, and everything that it writes and answers kept in one directory. */
final class CallersRun implements AutoCloseable {

    /** The address from which the trusted proxy comes. */
    static final InetAddress PROXY = InetAddress.ofLiteral("127.0.0.2");

    final FakeIssuer issuer = new FakeIssuer();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Path written;
    private final LoggedLines logged;
    private final TestingConnector connector;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpClient proxy = HttpClient.newBuilder().localAddress(PROXY).build();

    CallersRun(Path directory) throws Exception {
        written = Files.createDirectory(directory.resolve("written"));
        logged = new LoggedLines(written.resolve("log"));
        int port = port();
        List<String> settings = TestingConnector.settings(directory.resolve("connector"));
        settings.removeIf(setting -> setting.startsWith("data.directory=") || setting.startsWith("http.port="));
        settings.addAll(List.of(
                "data.directory=" + written.resolve("data"),
                "http.port=" + port,
                "http.public-url=http://127.0.0.1:" + port));
        connector = TestingConnector.start(configuration(directory), settings);
        shown("static token", TestingConnector.TOKEN);
    }

    /** Chosen before the connector is there: it is part of the issuer's name. */
    private static int port() {
        return ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .map(FreePort::preferring)
                .filter(port -> port != 0)
                .findFirst()
                .orElseThrow();
    }

    /** Trace is away: nobody here asks it. */
    private Path configuration(Path directory) throws IOException {
        Path rsa = privately(directory.resolve("rsa.pem"), TestKeys.RSA.unprotectedText());
        Path ec = privately(directory.resolve("ec.pem"), TestKeys.EC.unprotectedText());
        return privately(directory.resolve("connector.yaml"), """
                trace: {url: "http://127.0.0.1:9/", account-url: "http://127.0.0.1:9/", media-url: "http://127.0.0.1:9/"}
                organisations:
                  acme:
                    decryption-keys: [{file: "%s"}]
                    signing-key: {file: "%s"}
                    token-keys: [{file: "%s"}]
                callers:
                  issuers:
                    - issuer: "%s"
                      audience: connector
                      tenant: default
                      allow-private: true
                      introspection: {url: "%s/introspect", client-id: connector, client-secret: "%s"}
                  proxies:
                    trusted: [%s/32]
                    proof: {hmac: {secret: "%s"}}
                    roles: [connector.reader]
                """.formatted(
                        rsa,
                        ec,
                        ec,
                        issuer.url(),
                        issuer.url(),
                        secretFile(directory, "introspection"),
                        PROXY.getHostAddress(),
                        secretFile(directory, "proxy")));
    }

    private String secretFile(Path directory, String name) throws IOException {
        String secret = shown(name, "secret-of-" + name + "-0123456789abcdef0123456789abcdef");
        return "file:" + privately(directory.resolve(name), secret);
    }

    private static Path privately(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Takes note of a secret of this run; the signature stands for a token. */
    String shown(String name, String secret) {
        assertThat(secret).as(name).isNotBlank();
        String[] parts = secret.split("\\.", -1);
        secrets.put(name, parts.length == 3 ? parts[2] : secret);
        return secret;
    }

    String api() {
        return connector.api();
    }

    String management() {
        return connector.management();
    }

    /** A request whose answer holds no secret. */
    HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
        return keep(send(client, method, connector.api() + path, body, headers));
    }

    HttpResponse<String> askByProxy(String path, String... headers) throws Exception {
        return keep(send(proxy, "GET", connector.api() + path, "", headers));
    }

    HttpResponse<String> manage(String method, String path, String body) throws Exception {
        return keep(send(client, method, connector.management() + path, body, "Content-Type", "application/json"));
    }

    /** A request whose good answer shows a secret to its caller, once. */
    JsonNode issued(String url, String body, String... headers) throws Exception {
        HttpResponse<String> answer = send(client, "POST", url, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonLines.MAPPER.readTree(answer.body());
    }

    private static HttpResponse<String> send(
            HttpClient client, String method, String url, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> keep(HttpResponse<String> answer) throws IOException {
        Files.writeString(
                written.resolve("answers"),
                answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return answer;
    }

    /** Name and secret as the header {@code Authorization} has them. */
    static String pair(String id, String secret) {
        return Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The names of what is found in anything that was written or answered, each with its place. */
    Set<String> found(Map<String, String> texts) throws Exception {
        FoundSecrets search = new FoundSecrets(texts);
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                search.in(file).forEach(name -> found.add(written.relativize(file) + ": " + name));
            }
        }
        return found;
    }

    /** Ends the run: what is measured and every thread, virtual ones too, stand beside the rest from then on. */
    void end() throws Exception {
        manage("GET", "/metrics", "");
        Path threads = written.resolve("threads.json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(threads.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
        connector.close();
        logged.close();
    }

    /** Every secret as it is, in base64 wherever it may begin in its block, and as in a URL. */
    Map<String, String> secrets() {
        Map<String, String> forms = new LinkedHashMap<>();
        secrets.forEach((name, secret) -> {
            forms.put(name, secret);
            forms.put(name + " in a URL", URLEncoder.encode(secret, UTF_8));
            for (int shift = 0; shift < 3; shift++) {
                forms.put(name + " in base64 " + shift, Canary.core(secret, shift));
            }
        });
        return forms;
    }

    @Override
    public void close() throws Exception {
        client.close();
        proxy.close();
        issuer.close();
    }
}
