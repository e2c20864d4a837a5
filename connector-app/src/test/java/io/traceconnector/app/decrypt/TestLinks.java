package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceconnector.api.LinkHash;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkMeta;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.chainscript.Signer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Links of the tests, and the keys that they are made with. */
final class TestLinks {

    static final String WORKFLOW = "211";
    static final String TRACE = "8a726073-3e46-4a54-a001-4f6d729b15c1";

    /** RSA takes its time, so these are made once. */
    static final PrivateKeyPem OURS = PrivateKeyPem.generate(KeySpec.RSA_2048);

    static final PrivateKeyPem OURS_NEW = PrivateKeyPem.generate(KeySpec.RSA_3072);
    static final PrivateKeyPem THEIRS = PrivateKeyPem.generate(KeySpec.RSA_2048);
    static final PrivateKeyPem ALICE = PrivateKeyPem.generate(KeySpec.ED25519);
    static final PrivateKeyPem BOB = PrivateKeyPem.generate(KeySpec.EC_P256);

    static final MessageSignatures MESSAGES = new MessageSignatures(Algorithms.platform());
    static final LinkSignatures SIGNATURES = new LinkSignatures(MESSAGES);
    private static final LinkSealing SEALING = new LinkSealing(new Envelopes(Algorithms.platform()), SIGNATURES);

    private TestLinks() {}

    static LinkBuilder draft() {
        return new LinkBuilder(WORKFLOW, TRACE)
                .priority(1)
                .degree(1)
                .state("OWNED")
                .action("order")
                .tags(List.of("urgent"))
                .metadata(JsonMapper.shared().readTree("{\"groupId\":\"12\",\"big\":12345678901234567890.125}"));
    }

    static Link sealed(String form, PrivateKeyPem signer, PrivateKeyPem... recipients) {
        return sealed(draft(), form, signer, recipients);
    }

    static Link sealed(LinkBuilder draft, String form, PrivateKeyPem signer, PrivateKeyPem... recipients) {
        List<RecipientKey> keys = Arrays.stream(recipients)
                .map(key -> new RecipientKey("1", key.publicKey()))
                .toList();
        return SEALING.seal(draft.build(), form.getBytes(UTF_8), keys, signer(signer));
    }

    /** Encrypts any text, JSON or not. */
    static Link sealedText(String text, PrivateKeyPem signer, PrivateKeyPem recipient) {
        Envelopes envelopes = new Envelopes(Algorithms.platform());
        byte[] envelope = envelopes.seal(recipient.publicKey(), text.getBytes(UTF_8));
        int block = recipient.publicKey().bits() / 8;
        ObjectNode metadata = JsonMapper.shared().createObjectNode();
        metadata.putArray("recipients")
                .addObject()
                .put("pubKeyId", "1")
                .put("pubKey", recipient.publicKey().text())
                .put("symmetricKey", Base64.getEncoder().encodeToString(Arrays.copyOf(envelope, block)));
        String blob = Base64.getEncoder().encodeToString(Arrays.copyOfRange(envelope, block, envelope.length));
        return signed(withMetadata(withData(draft().build(), "\"" + blob + "\""), metadata.toString()), signer);
    }

    static Link hashed(String form, PrivateKeyPem signer) {
        return SEALING.sealHash(draft().build(), form.getBytes(UTF_8), signer(signer));
    }

    static Link unsigned(Link link) {
        return new Link(link.version(), link.data(), link.meta(), List.of());
    }

    static Link signed(Link link, PrivateKeyPem signer) {
        return SIGNATURES.sign(unsigned(link), signer(signer));
    }

    /** A link of its own with the data and recipients of another. */
    static Link copy(Link original, PrivateKeyPem signer) {
        LinkMeta meta = original.meta().toBuilder()
                .mapId("another-trace")
                .action("stolen")
                .build();
        return signed(new Link(original.version(), original.data(), meta, List.of()), signer);
    }

    /** A link of its own with the data of another and one of its recipients. */
    static Link onlyRecipient(Link original, int recipient, PrivateKeyPem signer) {
        ObjectNode metadata =
                (ObjectNode) JsonMapper.shared().readTree(original.meta().data().utf8());
        ArrayNode kept = JsonMapper.shared().createArrayNode().add(metadata.at("/recipients/" + recipient));
        return signed(withMetadata(original, metadata.set("recipients", kept).toString()), signer);
    }

    static Link withMetadata(Link link, String metadata) {
        return new Link(
                link.version(),
                link.data(),
                link.meta().toBuilder()
                        .data(Bytes.takeOwnershipOf(CanonicalJson.canonicalize(metadata.getBytes(UTF_8))))
                        .build(),
                List.of());
    }

    static Link withData(Link link, String data) {
        return new Link(link.version(), Bytes.ofUtf8(data), link.meta(), List.of());
    }

    static LinkHash hash(Link link) {
        return new LinkHash(LinkHashing.of(link).hex());
    }

    static ReceivedLink received(Link link) {
        return new ReceivedLink(Optional.empty(), hash(link), LinkJson.write(link), Optional.empty());
    }

    static Signer signer(PrivateKeyPem key) {
        return MESSAGES.signer(key);
    }
}
