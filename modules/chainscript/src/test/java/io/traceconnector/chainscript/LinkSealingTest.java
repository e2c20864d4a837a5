package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LinkSealingTest {
    private static final byte[] FORM = "{\"weight\":12.50,\"place\":\"Évry\"}".getBytes(UTF_8);
    private static final String CANONICAL_FORM = "{\"place\":\"Évry\",\"weight\":1.25E1}";

    private final Envelopes envelopes = new Envelopes(Algorithms.platform());
    private final MessageSignatures messages = new MessageSignatures(Algorithms.platform());
    private final LinkSignatures signatures = new LinkSignatures(messages);
    private final LinkSealing sealing = new LinkSealing(envelopes, signatures);
    private final Signer signer = messages.signer(Vectors.privateKey("go-ED25519"));

    static Stream<Arguments> encryptedLinks() {
        return Vectors.cases("encrypted-links.json", "links", "impl", "name");
    }

    static Stream<Arguments> hashedLinks() {
        return Vectors.cases("sdk-links.json", "links", "name");
    }

    @ParameterizedTest
    @MethodSource("encryptedLinks")
    void opensTheLinksOfOtherClients(JsonNode vector) {
        LinkData data = LinkData.of(LinkJson.read(vector.path("linkJson")));
        assertThat(data).isInstanceOfSatisfying(LinkData.Encrypted.class, encrypted -> {
            assertThat(encrypted.blob().base64())
                    .isEqualTo(vector.path("cipherBlobBase64").stringValue());
            for (JsonNode name : vector.path("recipientKeys")) {
                assertThat(open(encrypted, Vectors.privateKey(name.stringValue())))
                        .isEqualTo(vector.path("plaintextDataJson").stringValue());
            }
        });
    }

    /** The same form for the same recipients, sealed here and there: all is equal but what is random, and that has the same size. */
    @ParameterizedTest
    @MethodSource("encryptedLinks")
    void sealsAsOtherClientsDo(JsonNode vector) {
        Link theirs = LinkJson.read(vector.path("linkJson"));
        ObjectNode metadata = (ObjectNode) Json.tree(theirs.meta().data().array());
        List<RecipientKey> recipients = new ArrayList<>();
        for (JsonNode name : vector.path("recipientKeys")) {
            String keyId = metadata.path("recipients")
                    .path(recipients.size())
                    .path("pubKeyId")
                    .stringValue();
            recipients.add(new RecipientKey(
                    keyId, Vectors.privateKey(name.stringValue()).publicKey()));
        }
        metadata.remove("recipients");
        LinkMeta meta = theirs.meta().toBuilder()
                .data(Bytes.takeOwnershipOf(CanonicalJson.write(metadata)))
                .build();
        byte[] form = vector.path("plaintextDataJson").stringValue().getBytes(UTF_8);

        Link ours = sealing.seal(new Link(Link.VERSION, Bytes.EMPTY, meta, List.of()), form, recipients, signer);

        assertThat(withoutChance(ours)).isEqualTo(withoutChance(theirs));
        assertThat(new LinkValidation(signatures).of(ours)).isEmpty();
    }

    /** The link's JSON with sizes in the place of ciphertexts, and without whose signature it is. */
    private static JsonNode withoutChance(Link link) {
        ObjectNode json = (ObjectNode) LinkJson.tree(link);
        json.put("data", link.data().size());
        JsonNode metadata = Json.tree(link.meta().data().array());
        for (JsonNode recipient : metadata.path("recipients")) {
            ((ObjectNode) recipient)
                    .put(
                            "symmetricKey",
                            recipient.path("symmetricKey").stringValue().length());
        }
        ((ObjectNode) json.path("meta")).set("data", metadata);
        for (JsonNode signature : json.path("signatures")) {
            ((ObjectNode) signature).put("publicKey", "").put("signature", "");
        }
        return json;
    }

    @ParameterizedTest
    @MethodSource("hashedLinks")
    void knowsTheHashOfFormDataBesideALink(JsonNode vector) {
        LinkData data = LinkData.of(LinkJson.read(vector.path("linkJson")));
        if (!vector.has("formData") || vector.path("formData").isNull()) {
            assertThat(data).isEqualTo(new LinkData.None());
            return;
        }
        assertThat(data).isInstanceOfSatisfying(LinkData.Hashed.class, hashed -> {
            assertThat(hashed.matches(vector.path("formData").toPrettyString().getBytes(UTF_8)))
                    .isTrue();
            assertThat(hashed.matches("{}".getBytes(UTF_8))).isFalse();
            assertThat(hashed.matches("{".getBytes(UTF_8))).isFalse();
        });
    }

    @Test
    void sealsForEveryRecipientAndSignsWhatItSealed() {
        List<String> names = List.of("go-RSA", "js-RSA-3072", "js-RSA-4096");
        Link draft = draft().build();
        Link link =
                sealing.seal(draft, FORM, names.stream().map(this::recipient).toList(), signer);
        assertThat(new LinkValidation(signatures).of(link)).isEmpty();
        assertThat(signatures.verify(link)).singleElement().satisfies(check -> {
            assertThat(check.covers()).isEqualTo(Coverage.ALL);
            assertThat(check.key()).contains(signer.publicKey());
        });
        assertThat(CanonicalJson.isCanonical(link.meta().data().array())).isTrue();
        assertThat(Json.tree(link.meta().data().array()).path("groupId").stringValue())
                .isEqualTo("12");
        Link received = LinkJson.read(LinkJson.write(link));
        assertThat(LinkData.of(received)).isInstanceOfSatisfying(LinkData.Encrypted.class, encrypted -> {
            assertThat(encrypted.recipients()).extracting(Recipient::keyId).isEqualTo(names);
            for (String name : names) {
                assertThat(open(encrypted, Vectors.privateKey(name))).isEqualTo(CANONICAL_FORM);
            }
        });
    }

    @Test
    void sealsUnderAFreshKeyEachTime() {
        Link draft = draft().build();
        Link first = sealing.seal(draft, FORM, List.of(recipient("go-RSA")), signer);
        Link second = sealing.seal(draft, FORM, List.of(recipient("go-RSA")), signer);
        assertThat(first.data()).isNotEqualTo(second.data());
        assertThat(first.meta().data()).isNotEqualTo(second.meta().data());
    }

    @Test
    void sealsTheHashInTheSecondGeneration() {
        Link link = sealing.sealHash(draft().build(), FORM, signer);
        assertThat(LinkData.of(link)).isInstanceOfSatisfying(LinkData.Hashed.class, hashed -> {
            assertThat(hashed.matches(FORM)).isTrue();
            assertThat(hashed.matches(CANONICAL_FORM.getBytes(UTF_8))).isTrue();
        });
        assertThat(new LinkValidation(signatures).of(link)).isEmpty();
    }

    @Test
    void signsOnceAKey() {
        Link once = signatures.sign(draft().build(), signer);
        assertThat(signatures.sign(once, signer)).isSameAs(once);
        Link twice = signatures.sign(once, messages.signer(Vectors.privateKey("go-ECDSA")));
        assertThat(signatures.verify(twice)).hasSize(2).allMatch(SignatureCheck::valid);
    }

    @Test
    void refusesToSealWithoutRecipients() {
        Link draft = draft().build();
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> sealing.seal(draft, FORM, List.of(), signer))
                .extracting(FormatException::code)
                .isEqualTo("recipients-count");
        RecipientKey notRsa = new RecipientKey("1", signer.publicKey());
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> sealing.seal(draft, FORM, List.of(notRsa), signer));
        Link listed = draft().metadata(Json.tree("[]")).build();
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> sealing.seal(listed, FORM, List.of(recipient("go-RSA")), signer));
    }

    @Test
    void draftsAsOtherClientsWouldAccept() {
        LinkHash parent = LinkHashing.of(draft().build());
        Link child = LinkBuilder.childOf(draft().priority(1).build(), parent)
                .reference(parent, "p")
                .reference(parent, "q")
                .tags(List.of("a", "", "b"))
                .state("OWNED")
                .step("s")
                .data(Json.tree(FORM))
                .build();
        assertThat(child.meta().priority()).isEqualTo(2);
        assertThat(child.meta().prevLinkHash()).isEqualTo(parent.bytes());
        assertThat(child.meta().tags()).containsExactly("a", "b");
        assertThat(child.meta().refs()).containsExactly(new LinkReference(parent.bytes(), "p"));
        assertThat(child.data().utf8()).isEqualTo(CANONICAL_FORM);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new LinkBuilder("", "m"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new LinkBuilder("p", ""));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> draft().priority(-1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "\"\\u0041\"x",
                "\"not base64\"",
                "{\"algo\":\"sha256\",\"hash\":\"AAAA\"}",
                "garbage",
                "\"",
                " "
            })
    void takesOtherDataAsPlain(String data) {
        assertThat(LinkData.of(link(data, "{\"recipients\":[{}]}"))).isEqualTo(new LinkData.Plain(Bytes.ofUtf8(data)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"recipients\":[]}", "{\"recipients\":null}", "[]", "1"})
    void takesBase64TextWithoutRecipientsAsPlain(String metadata) {
        assertThat(LinkData.of(link("\"QUJD\"", metadata))).isInstanceOf(LinkData.Plain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"recipients\":{}}", "{\"recipients\":[1]}", "{\"recipients\":\"x\"}"})
    void neverTakesWhatLooksEncryptedForClearData(String metadata) {
        assertThat(LinkData.of(link("\"QUJD\"", metadata))).isInstanceOf(LinkData.Unreadable.class);
    }

    @Test
    void readsRecipientsWhateverTheirCase() {
        String metadata =
                "{\"a\":{\"recipients\":[1]},\"Recipients\":[{\"PubKeyId\":7,\"PubKey\":\"p\",\"SymmetricKey\":\"AQ==\",\"x\":[]},"
                        + "{\"symmetricKey\":\"?\",\"pubKey\":[]}]}";
        assertThat(LinkData.of(link(" \"QUJD\" ", metadata)))
                .isEqualTo(new LinkData.Encrypted(
                        Bytes.ofUtf8("ABC"),
                        List.of(
                                new Recipient("7", "p", Bytes.copyOf(new byte[] {1})),
                                new Recipient("", "", Bytes.EMPTY))));
    }

    @Test
    void boundsTheRecipients() {
        String recipients = "{\"recipients\":[" + "{},".repeat(Recipients.MAX - 1) + "{}]}";
        assertThat(Recipients.read(recipients.getBytes(UTF_8))).hasSize(Recipients.MAX);
        assertThat(LinkData.of(link("\"QUJD\"", recipients.replace("[", "[{},"))))
                .isEqualTo(new LinkData.Unreadable("recipients-count"));
    }

    private static LinkBuilder draft() {
        return new LinkBuilder("3", UUID.randomUUID().toString())
                .degree(1)
                .action("act")
                .metadata(Json.tree("{\"groupId\":\"12\",\"formId\":\"9\"}"));
    }

    private static Link link(String data, String metadata) {
        return new Link(
                Link.VERSION,
                Bytes.ofUtf8(data),
                new LinkMeta.Builder().data(Bytes.ofUtf8(metadata)).build(),
                List.of());
    }

    private RecipientKey recipient(String name) {
        return new RecipientKey(name, Vectors.privateKey(name).publicKey());
    }

    private String open(LinkData.Encrypted encrypted, PrivateKeyPem key) {
        Recipient recipient = encrypted.recipients().stream()
                .filter(one ->
                        one.fingerprint().equals(Optional.of(key.publicKey().fingerprint())))
                .findFirst()
                .orElseThrow();
        SymmetricKey symmetricKey =
                envelopes.unwrap(key.key(), recipient.wrappedKey().toByteArray());
        return new String(envelopes.openBlob(symmetricKey, encrypted.blob().toByteArray()), UTF_8);
    }
}
