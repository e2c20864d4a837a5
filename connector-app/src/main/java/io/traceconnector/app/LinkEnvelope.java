package io.traceconnector.app;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.EnvelopeException;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.KeyFingerprint;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.Recipient;
import io.traceconnector.chainscript.SymmetricKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Opens links with keys at hand, for {@code link open}. */
final class LinkEnvelope {

    private final Envelopes envelopes = new Envelopes(Algorithms.platform());
    private final Map<KeyFingerprint, PrivateKeyPem> keys;

    LinkEnvelope(List<PrivateKeyPem> keys) {
        this.keys = keys.stream()
                .collect(Collectors.toMap(
                        key -> key.publicKey().fingerprint(), Function.identity(), (first, second) -> first));
    }

    ObjectNode open(Link link) {
        return switch (LinkData.of(link)) {
            case LinkData.None none -> outcome("plain").putNull("data");
            case LinkData.Plain(var data) -> plain(data.toByteArray());
            case LinkData.Hashed hashed -> plain(link.data().toByteArray());
            case LinkData.Unreadable unreadable -> outcome("undecryptable");
            case LinkData.Encrypted(var blob, List<Recipient> recipients) -> open(blob.toByteArray(), recipients);
        };
    }

    private ObjectNode open(byte[] blob, List<Recipient> recipients) {
        boolean ours = false;
        for (Recipient recipient : recipients) {
            Optional<PrivateKeyPem> key = recipient.fingerprint().map(keys::get);
            if (key.isPresent()) {
                ours = true;
                Optional<ObjectNode> opened = open(key.get(), recipient, blob);
                if (opened.isPresent()) {
                    return opened.get();
                }
            }
        }
        return outcome(ours ? "undecryptable" : "not-for-us");
    }

    private Optional<ObjectNode> open(PrivateKeyPem key, Recipient recipient, byte[] blob) {
        SymmetricKey symmetric =
                envelopes.unwrap(key.key(), recipient.wrappedKey().toByteArray());
        try {
            byte[] plaintext = CanonicalJson.canonicalize(envelopes.openBlob(symmetric, blob));
            return Optional.of(outcome("opened").set("data", JsonLines.MAPPER.readTree(plaintext)));
        } catch (EnvelopeException | FormatException e) {
            return Optional.empty();
        } finally {
            symmetric.destroy();
        }
    }

    private static ObjectNode plain(byte[] data) {
        return outcome("plain").set("data", JsonLines.MAPPER.readTree(CanonicalJson.canonicalize(data)));
    }

    private static ObjectNode outcome(String outcome) {
        return JsonLines.MAPPER.createObjectNode().put("outcome", outcome);
    }
}
