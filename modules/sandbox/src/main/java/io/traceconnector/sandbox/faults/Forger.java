package io.traceconnector.sandbox.faults;

import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkMeta;
import io.traceconnector.chainscript.LinkSignature;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.Pem;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.Signer;
import io.traceconnector.sandbox.world.Crypto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes links as someone between Trace and its clients could, with keys of its own. */
final class Forger {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LinkSignatures signatures;
    private final Signer signer;

    Forger(Crypto crypto) {
        this.signatures = new LinkSignatures(crypto.signatures());
        this.signer = crypto.signer(PrivateKeyPem.generate(KeySpec.ED25519));
    }

    /** A link as it is served: its JSON text, and its hash. */
    record Forged(byte[] raw, byte[] hash) {

        static Forged of(Link link) {
            return new Forged(LinkJson.write(link), LinkHashing.of(link).bytes().toByteArray());
        }
    }

    Forged withWrongSignature(Link link) {
        List<LinkSignature> altered = new ArrayList<>();
        for (LinkSignature signature : link.signatures()) {
            Pem pem = Pem.parse(signature.signature().toByteArray());
            byte[] bytes = pem.der().toByteArray();
            bytes[bytes.length / 2] ^= 1;
            Bytes text = Bytes.ofUtf8(new Pem(pem.label(), Bytes.takeOwnershipOf(bytes)).text());
            altered.add(new LinkSignature(signature.version(), signature.payloadPath(), signature.publicKey(), text));
        }
        return Forged.of(new Link(link.version(), link.data(), link.meta(), altered));
    }

    Forged rewritten(Link link) {
        LinkMeta meta = link.meta().toBuilder().action("rewritten").build();
        return Forged.of(new Link(link.version(), link.data(), meta, link.signatures()));
    }

    Forged signedByNobody(Link link) {
        return Forged.of(signatures.sign(new Link(link.version(), link.data(), link.meta(), List.of()), signer));
    }

    /** The link with another one's ciphertext and recipients; empty where one of them is not encrypted. */
    Optional<Forged> withCiphertextOf(Link other, Link link) {
        if (!(LinkData.of(link) instanceof LinkData.Encrypted) || !(LinkData.of(other) instanceof LinkData.Encrypted)) {
            return Optional.empty();
        }
        ObjectNode metadata = metadata(link);
        metadata.set("recipients", metadata(other).path("recipients"));
        LinkMeta meta = link.meta().toBuilder()
                .data(Bytes.takeOwnershipOf(CanonicalJson.write(metadata)))
                .build();
        return Optional.of(signedByNobody(new Link(link.version(), other.data(), meta, List.of())));
    }

    private static ObjectNode metadata(Link link) {
        JsonNode metadata = JSON.readTree(link.meta().data().toByteArray());
        return metadata instanceof ObjectNode object ? object : JSON.createObjectNode();
    }
}
