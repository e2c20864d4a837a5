package io.traceconnector.app.keys.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Vault's transit engine as its API description tells: keys with versions, signatures, tokens, namespaces, and what it says when it is not well. */
public final class FakeVault implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PATH = Pattern.compile("/v1/([\\w/-]+)/(keys|sign)/([\\w.-]+?)(/[\\w-]+)?");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MessageSignatures signatures = new MessageSignatures(Algorithms.platform());
    private final Map<String, List<PrivateKeyPem>> keys = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile String token = "s.first-token";
    private volatile Optional<String> namespace = Optional.empty();
    private volatile String mount = "transit";
    private volatile int oldestVersion = 1;
    private volatile Optional<Answer> instead = Optional.empty();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    record Answer(int status, String body) {}

    private FakeVault(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static FakeVault start() {
        try {
            return new FakeVault(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** On a server that is made already, such as one with TLS. */
    static FakeVault on(HttpServer server) {
        return new FakeVault(server);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A new key, or a new version of it. */
    public void put(String name, PrivateKeyPem key) {
        keys.computeIfAbsent(name, none -> new CopyOnWriteArrayList<>()).add(key);
    }

    /** Another key under an old version's number. */
    void replace(String name, PrivateKeyPem key) {
        keys.put(name, new CopyOnWriteArrayList<>(List.of(key)));
    }

    void requireToken(String value) {
        token = value;
    }

    void requireNamespace(String value) {
        namespace = Optional.of(value);
    }

    void mountAt(String path) {
        mount = path;
    }

    void refuseVersionsBefore(int version) {
        oldestVersion = version;
    }

    public void answerAlways(int status, String body) {
        instead = Optional.of(new Answer(status, body));
    }

    void answerAsUsual() {
        instead = Optional.empty();
    }

    /** No request is answered until the latch is down. */
    void hold(CountDownLatch until) {
        gate = until;
    }

    /** Method and path of each. */
    List<String> requests() {
        return new ArrayList<>(requests);
    }

    int atOnce() {
        return atOnce.get();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            gate.await();
            Answer answer = instead.orElseGet(() -> answer(exchange, body));
            byte[] text = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "https://active.example:8200" + exchange.getRequestURI());
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String given = exchange.getRequestHeaders().getFirst("X-Vault-Token");
        if (!token.equals(given)) {
            return error(403, "permission denied for " + given);
        }
        Optional<String> within =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Vault-Namespace"));
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        if (!within.equals(namespace) || !path.matches() || !path.group(1).equals(mount)) {
            return error(404, "no handler for route");
        }
        List<PrivateKeyPem> versions = keys.getOrDefault(path.group(3), List.of());
        if (path.group(2).equals("keys") && exchange.getRequestMethod().equals("GET")) {
            return versions.isEmpty() ? new Answer(404, "{\"errors\":[]}") : described(versions);
        }
        if (path.group(2).equals("sign") && exchange.getRequestMethod().equals("POST")) {
            return versions.isEmpty()
                    ? error(400, "signing key not found")
                    : signed(versions, JSON.readTree(body), path.group(4) == null ? "/sha2-256" : path.group(4));
        }
        return error(405, "unsupported operation");
    }

    private static Answer described(List<PrivateKeyPem> versions) {
        ObjectNode data = JSON.createObjectNode()
                .put("type", type(versions.getLast()))
                .put("latest_version", versions.size())
                .put("derived", false)
                .put("supports_signing", true);
        ObjectNode list = data.putObject("keys");
        for (int i = 0; i < versions.size(); i++) {
            list.putObject(String.valueOf(i + 1)).put("public_key", publicKey(versions.get(i)));
        }
        return data(data);
    }

    private static String type(PrivateKeyPem key) {
        return switch (key.type()) {
            case ED25519 -> "ed25519";
            case EC_P256 -> "ecdsa-p256";
            case RSA -> "rsa-" + key.publicKey().bits();
        };
    }

    private static String publicKey(PrivateKeyPem key) {
        PublicKey half = key.publicKey().key();
        byte[] spki = half.getEncoded();
        if (key.type() == KeyType.ED25519) {
            return Base64.getEncoder().encodeToString(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
        }
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private Answer signed(List<PrivateKeyPem> versions, JsonNode body, String hash) {
        int version = body.path("key_version").asInt(0) == 0
                ? versions.size()
                : body.path("key_version").asInt(0);
        if (version > versions.size() || version < oldestVersion) {
            return error(400, "requested version for signing is out of range");
        }
        PrivateKeyPem key = versions.get(version - 1);
        byte[] input = Base64.getDecoder().decode(body.path("input").asString(""));
        byte[] signature;
        if (key.type() == KeyType.RSA
                && !body.path("signature_algorithm").asString("pss").equals("pkcs1v15")) {
            signature = pss(key, input);
        } else if (hash.equals("/sha2-256")
                && body.path("marshaling_algorithm").asString("asn1").equals("asn1")) {
            signature = signatures.sign(key, input);
        } else {
            return error(400, "not spoken here");
        }
        return data(JSON.createObjectNode()
                .put(
                        "signature",
                        "vault:v" + version + ":" + Base64.getEncoder().encodeToString(signature))
                .put("key_version", version));
    }

    private static byte[] pss(PrivateKeyPem key, byte[] input) {
        try {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            signature.initSign(key.key());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer data(ObjectNode data) {
        ObjectNode answer = JSON.createObjectNode().put("request_id", "1").put("lease_duration", 0);
        answer.set("data", data);
        return new Answer(200, JSON.writeValueAsString(answer));
    }

    private static Answer error(int status, String text) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("errors").add(text);
        return new Answer(status, JSON.writeValueAsString(answer));
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
