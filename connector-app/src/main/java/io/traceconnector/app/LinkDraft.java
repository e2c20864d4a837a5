package io.traceconnector.app;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.chainscript.Signer;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Seals plain data into links, for {@code link seal}. */
final class LinkDraft {

    private static final String VERSION = "1.0.0";
    private static final String CLIENT = "github.com/stratumn/java-chainscript";

    private final LinkSealing sealing;
    private final List<RecipientKey> recipients;
    private final Signer signer;

    LinkDraft(List<RecipientKey> recipients, PrivateKeyPem signingKey) {
        MessageSignatures messages = new MessageSignatures(Algorithms.platform());
        this.sealing = new LinkSealing(new Envelopes(Algorithms.platform()), new LinkSignatures(messages));
        this.recipients = recipients;
        this.signer = messages.signer(signingKey);
    }

    ObjectNode seal(JsonNode line) {
        if (!(line.get("link") instanceof ObjectNode given) || !line.has("data")) {
            throw new LineException("bad_line", "the line must be an object with the members link and data");
        }
        ObjectNode link = given.has("meta")
                ? given.deepCopy()
                : JsonLines.MAPPER.createObjectNode().set("meta", given.deepCopy());
        if (!(link.get("meta") instanceof ObjectNode meta)
                || meta.path("process").path("name").asString("").isEmpty()
                || meta.path("mapId").asString("").isEmpty()) {
            throw new LineException("bad_line", "link.meta must have process.name and mapId");
        }
        if (!link.has("version")) {
            link.put("version", VERSION);
        }
        if (!meta.has("clientId")) {
            meta.put("clientId", CLIENT);
        }
        if (meta.get("data") instanceof ObjectNode metadata) {
            meta.put("data", Base64.getEncoder().encodeToString(CanonicalJson.write(metadata)));
        }
        link.remove(List.of("data", "signatures"));
        byte[] data = JsonLines.MAPPER.writeValueAsBytes(line.get("data"));
        return (ObjectNode) LinkJson.tree(sealing.seal(LinkJson.read(link), data, recipients, signer));
    }
}
