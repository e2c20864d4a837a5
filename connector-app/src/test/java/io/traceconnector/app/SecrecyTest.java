package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.keys.pkcs11.SoftHsm;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run, with everything that goes wrong on the way: nothing of it shows a key, a PIN or a passphrase. */
class SecrecyTest {

    private static final String PASSPHRASE = "quite-a-secret-passphrase-4711";
    private static final String WRONG = "not-the-right-passphrase-0815";
    private static final String PIN = "pin-of-a-token-2468";
    private static final String WRONG_PIN = "no-pin-of-a-token-1357";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path sandboxDirectory;

    private static TestingSandbox sandbox;

    @TempDir
    private Path directory;

    @TempDir
    private Path keys;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private SoftHsm hsm;
    private final StringWriter printed = new StringWriter();

    @BeforeAll
    static void fill() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(sandboxDirectory, 300);
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @BeforeEach
    void startHsm() throws Exception {
        hsm = SoftHsm.start(Files.createDirectory(keys.resolve("hsm")));
    }

    @Test
    void aWholeRunShowsNoKeyNoPinAndNoPassphrase() throws Exception {
        Path configuration = configure();
        FoundSecrets found = new FoundSecrets(secrets);
        Path log = directory.resolve("serve.log");
        Process process = serve(configuration, log);
        Path heap = directory.resolve("heap.hprof");
        try {
            ServeProcess.awaitServing(process, log);
            String api = ServeProcess.url(log, "port");
            String management = ServeProcess.url(log, "managementPort");
            await().atMost(PATIENCE).until(() -> get(management + "/sync").contains("\"synchronised\":true"));

            record("relayed", post(api + "/trace/graphql", "{\"query\":\"{ workflows { nodes { name } } }\"}"));
            record(
                    "refused",
                    post(
                            api + "/trace/graphql",
                            "{\"query\":\"{ me { account { signingKey { privateKey { decrypted } } } } }\"}"));
            record("malformed", post(api + "/api/v1/search", "{\"query\":\"((\""));
            failToReload(configuration, management);
            for (String path : List.of("/readyz?verbose", "/metrics", "/keys", "/sync", "/version", "/nothing")) {
                record(path, get(management + path));
            }
            run("check", configuration);
            run("keys plan", configuration);
            run("keys drill --hsm mine --label older", configuration);
            run("keys hsm list --hsm mine", configuration);
            write("pin", WRONG_PIN + "\n");
            run("check", configuration);
            write("pin", PIN + "\n");
            assertThat(printed.toString()).contains("can be used", "passed      true", "refuses the PIN");
            record("printed", printed.toString());
            Files.copy(Path.of("/proc/" + process.pid() + "/cmdline"), directory.resolve("cmdline"));
            dumpHeap(process, heap);
        } finally {
            process.destroy();
            process.waitFor();
        }

        assertThat(heap).exists();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(found.in(file)).as(file.toString()).isEmpty();
            }
        }
        assertThat(found.in(keys.resolve("passphrase")))
                .as("the search itself works")
                .containsExactly("passphrase");
        assertThat(found.in(keys.resolve("older.pem")))
                .as("the search itself works")
                .hasSize(3);
    }

    private void run(String words, Path configuration) {
        Main.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute((words + " --config " + configuration + " --set data.directory=" + directory.resolve("d"))
                        .split(" "));
    }

    /** One key in a token, the others under a passphrase. */
    private Path configure() throws IOException {
        secrets.put("passphrase", PASSPHRASE);
        secrets.put("wrong passphrase", WRONG);
        secrets.put("pin", PIN);
        secrets.put("wrong pin", WRONG_PIN);
        protect("meridian-encryption.pem", "newer.pem");
        protect("meridian-signing.pem", "signing.pem");
        PrivateKeyPem older = remember("meridian-encryption-old.pem");
        write("older.pem", older.unprotectedText());
        hsm.token("mine", PIN).load("older", "01", older);
        write("pin", PIN + "\n");
        write("passphrase", PASSPHRASE + "\n");
        String standard = Files.readString(sandbox.configuration());
        String locked = ", passphrase: \"file:" + keys.resolve("passphrase") + "\"}";
        String mine = standard.replaceAll(
                        "(    decryption-keys:\n)(      - [^\n]*\n)+",
                        "$1      - {file: \"" + keys.resolve("newer.pem") + "\"" + locked
                                + "\n      - {hsm: mine, label: older}\n")
                .replaceAll(
                        "signing-key: [^\n]*", "signing-key: {file: \"" + keys.resolve("signing.pem") + "\"" + locked);
        String token = "hsms: {mine: {library: \"" + hsm.library() + "\", token-label: mine, pin: \"file:"
                + keys.resolve("pin") + "\"}}\n";
        return Files.writeString(directory.resolve("connector.yaml"), mine + token);
    }

    private void protect(String theirs, String mine) throws IOException {
        write(mine, remember(theirs).encryptedText(PASSPHRASE.toCharArray()));
    }

    private PrivateKeyPem remember(String name) throws IOException {
        PrivateKeyPem key = PrivateKeyPem.parse(Files.readAllBytes(sandbox.key(name)));
        List<String> lines = key.unprotectedText()
                .lines()
                .filter(line -> !line.startsWith("---"))
                .toList();
        // The first line of an RSA key holds its public modulus; what follows is private.
        int half = lines.size() / 2;
        lines.subList(half, Math.min(lines.size(), half + 3))
                .forEach(line -> secrets.put(name + " " + secrets.size(), line));
        return key;
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(keys.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void failToReload(Path configuration, String management) throws IOException, InterruptedException {
        write("passphrase", WRONG + "\n");
        Files.setLastModifiedTime(configuration, FileTime.from(Instant.now()));
        String refused = post(management + "/keys/reload", "");
        assertThat(refused).contains("key_passphrase_wrong");
        record("refused reload", refused);
        write("passphrase", PASSPHRASE + "\n");
        assertThat(post(management + "/keys/reload", "")).contains("changes");
    }

    private void record(String name, String answer) throws IOException {
        Files.writeString(
                directory.resolve("answers.txt"),
                name + "\n" + answer + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Process serve(Path configuration, Path log) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(hsm.environment());
        environment.put("CONNECTOR_LOG_LEVEL", "DEBUG");
        return ServeProcess.start(configuration, TestingConnector.settings(directory), log, environment);
    }

    /** All of it, what is no longer in use included. */
    private static void dumpHeap(Process process, Path file) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.heap_dump",
                        "-all",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
    }

    private static String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    private static String post(String url, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
