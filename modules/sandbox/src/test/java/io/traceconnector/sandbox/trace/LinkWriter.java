package io.traceconnector.sandbox.trace;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.sandbox.SandboxClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes links as an SDK does; every part can be made wrong. For one thread. */
final class LinkWriter {

    static final String FORM = "{\"comment\":\"prêt à expédier\",\"count\":2}";

    private static final MessageSignatures SIGNATURES = new MessageSignatures(Algorithms.platform());

    final Map<String, Object> metadata = new HashMap<>();
    String workflow = "204";
    String trace = UUID.randomUUID().toString();
    Optional<LinkHash> parent = Optional.empty();
    double priority = 1;
    String state = "OWNED";
    String action = "comment";
    String form = FORM;
    private final PrivateKeyPem key;

    LinkWriter(Path keyFile) throws Exception {
        this.key = PrivateKeyPem.parse(Files.readAllBytes(keyFile));
        metadata.put("configId", "4204");
        metadata.put("groupId", "2040");
        metadata.put("createdAt", "2026-11-22T10:00:00.000Z");
        metadata.put("createdByAccountId", "1011");
        metadata.put("formId", "comment");
    }

    /** A writer for the next link of the same trace. */
    LinkWriter after(Link link) {
        parent = Optional.of(LinkHashing.of(link));
        priority++;
        return this;
    }

    Link unsigned() {
        ObjectNode json = SandboxClient.JSON.createObjectNode().put("version", "1.0.0");
        ObjectNode meta = json.putObject("meta")
                .put("clientId", "github.com/stratumn/js-chainscript")
                .put("mapId", trace)
                .put("priority", priority)
                .put("outDegree", 1)
                .put("action", action)
                .put("data", base64(SandboxClient.JSON.writeValueAsString(metadata)));
        meta.putObject("process").put("name", workflow).put("state", state);
        parent.ifPresent(hash -> meta.put("prevLinkHash", hash.base64()));
        return LinkJson.read(json);
    }

    private static String base64(String text) {
        return Bytes.ofUtf8(text).base64();
    }

    /** Second generation. */
    Link hashed() {
        return sealing().sealHash(unsigned(), form.getBytes(StandardCharsets.UTF_8), SIGNATURES.signer(key));
    }

    /** Without form data. */
    Link bare() {
        return new LinkSignatures(SIGNATURES).sign(unsigned(), SIGNATURES.signer(key));
    }

    /** Signs a link that is at hand as JSON. */
    Link signed(JsonNode link) {
        return new LinkSignatures(SIGNATURES).sign(LinkJson.read(link), SIGNATURES.signer(key));
    }

    /** First generation. */
    Link encrypted(List<RecipientKey> recipients) {
        return sealing().seal(unsigned(), form.getBytes(StandardCharsets.UTF_8), recipients, SIGNATURES.signer(key));
    }

    private static LinkSealing sealing() {
        return new LinkSealing(new Envelopes(Algorithms.platform()), new LinkSignatures(SIGNATURES));
    }

    /** The variable {@code input} of a mutation. */
    static Map<String, Object> input(Link link, Optional<String> form) {
        Map<String, Object> input = new HashMap<>();
        input.put("link", json(link));
        form.ifPresent(text -> input.put("data", SandboxClient.JSON.readTree(text)));
        return input;
    }

    static JsonNode json(Link link) {
        return SandboxClient.JSON.readTree(LinkJson.write(link));
    }
}
