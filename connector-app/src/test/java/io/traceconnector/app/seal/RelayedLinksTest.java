package io.traceconnector.app.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.LinkValidator.Reason;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.decrypt.GraphqlLinkInput;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.chainscript.SignatureCheck;
import io.traceconnector.chainscript.Signer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class RelayedLinksTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final String ENCRYPTED = "201";
    private static final String MARK = "canary-4711";
    private static final String FORM = "{\"amount\":12.50,\"note\":\"" + MARK + "\"}";

    private final MessageSignatures messages = new MessageSignatures(Algorithms.platform());
    private final LinkSignatures signatures = new LinkSignatures(messages);
    private final LinkSealing sealing = new LinkSealing(new Envelopes(Algorithms.platform()), signatures);
    private final Signer caller = messages.signer(PrivateKeyPem.generate(KeySpec.ED25519));
    private final FakeDraftSealing fake = new FakeDraftSealing();
    private final List<LinkValidator> validators = new ArrayList<>();
    private final RelayedLinks links = new RelayedLinks(
            fake, new Validation(() -> validators), messages, new FakeKeyHolder(FakeDraftSealing.OURS));

    private static LinkBuilder draft(String workflow) {
        ObjectNode metadata = MAPPER.createObjectNode()
                .put("configId", "4201")
                .put("groupId", "2010")
                .put("createdAt", "2026-01-02T03:04:05.006Z")
                .put("formId", "order-placed");
        return new LinkBuilder(workflow, "8a726073-3e46-4a54-a001-4f6d729b15c1")
                .priority(1)
                .degree(1)
                .state("OWNED")
                .action("order-placed")
                .tags(List.of("urgent"))
                .metadata(metadata);
    }

    private static JsonNode form() {
        return MAPPER.readTree(FORM);
    }

    private Link encrypted(List<RecipientKey> recipients) {
        return sealing.seal(draft(ENCRYPTED).build(), FORM.getBytes(UTF_8), recipients, caller);
    }

    private static GraphqlLinkInput input(JsonNode link, JsonNode data) {
        return new GraphqlLinkInput(link, data, MAPPER.createObjectNode());
    }

    private static GraphqlLinkInput input(Link link) {
        return input(LinkJson.tree(link), MAPPER.nullNode());
    }

    private JsonNode judged(GraphqlLinkInput input) {
        return MAPPER.readTree(MAPPER.writeValueAsBytes(links.judge(ACME, input, true)));
    }

    private void assertRefused(GraphqlLinkInput input, String code) {
        assertThatThrownBy(() -> links.judge(ACME, input, true))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.toString() + problem.members()).doesNotContain(MARK);
                });
    }

    @Test
    void sealsAndSignsAPlainLinkWithTheDataBesideIt() {
        JsonNode upstream = judged(input(LinkJson.tree(draft(ENCRYPTED).build()), form()));

        assertThat(upstream.has("data")).isFalse();
        Link link = LinkJson.read(upstream.path("link"));
        assertThat(LinkData.of(link)).isInstanceOf(LinkData.Encrypted.class);
        assertThat(signatures.verify(link)).hasSize(1).allMatch(SignatureCheck::valid);
        assertThat(link.meta().tags()).containsExactly("urgent");
        assertThat(fake.sealedFor).containsExactly(ACME);
        assertThat(decoded(upstream)).doesNotContain(MARK);
    }

    @Test
    void sealsAPlainLinkThatHoldsItsData() {
        JsonNode upstream = judged(input(draft(ENCRYPTED).data(form()).build()));

        assertThat(LinkData.of(LinkJson.read(upstream.path("link")))).isInstanceOf(LinkData.Encrypted.class);
        assertThat(decoded(upstream)).doesNotContain(MARK);
    }

    @Test
    void sealsADraftThatHoldsTheHashOfItsData() {
        Link hashed = sealing.sealHash(draft(ENCRYPTED).build(), FORM.getBytes(UTF_8), caller);
        Link unsigned = new Link(hashed.version(), hashed.data(), hashed.meta(), List.of());

        assertThat(decoded(judged(input(LinkJson.tree(unsigned), form())))).doesNotContain(MARK);
        assertRefused(input(LinkJson.tree(unsigned), MAPPER.readTree("{\"other\":1}")), "plaintext_refused");
    }

    @Test
    void letsClearDataGoBesideTheLinkWhereConfigurationSaysSo() {
        JsonNode upstream =
                judged(input(LinkJson.tree(draft(FakeDraftSealing.CLEAR).build()), form()));

        assertThat(upstream.path("data").toString()).contains(MARK);
        assertThat(LinkData.of(LinkJson.read(upstream.path("link")))).isInstanceOf(LinkData.Hashed.class);
    }

    @Test
    void signsALinkWithoutData() {
        JsonNode upstream =
                judged(input(draft(ENCRYPTED).action("_PULL_OWNERSHIP_").build()));

        assertThat(LinkJson.read(upstream.path("link")).signatures()).hasSize(1);
        assertThat(upstream.has("data")).isFalse();
    }

    @Test
    void sealsNothingForACallerWhoMayNotHaveTheOrganisationSign() {
        assertThatThrownBy(() ->
                        links.judge(ACME, input(LinkJson.tree(draft(ENCRYPTED).build()), form()), false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("signing_not_granted"));
        assertThat(fake.sealedFor).isEmpty();
    }

    @Test
    void passesALinkOnThatIsEncryptedForTheRecipients() {
        Link link = encrypted(FakeDraftSealing.recipients());

        JsonNode upstream = judged(input(link));

        assertThat(LinkJson.read(upstream.path("link"))).isEqualTo(link);
        assertThat(fake.sealedFor).isEmpty();
    }

    @Test
    void refusesOtherRecipients() {
        PrivateKeyPem stranger = PrivateKeyPem.generate(KeySpec.RSA_2048);
        List<RecipientKey> more = new ArrayList<>(FakeDraftSealing.recipients());
        more.add(new RecipientKey("3", stranger.publicKey()));

        assertRefused(input(encrypted(more)), "plaintext_refused");
        assertRefused(input(encrypted(FakeDraftSealing.recipients().subList(0, 1))), "plaintext_refused");
    }

    @Test
    void refusesWhatOnlyLooksEncrypted() {
        String fakeBlob = Base64.getEncoder().encodeToString(MARK.repeat(20).getBytes(UTF_8));
        Link honest = encrypted(FakeDraftSealing.recipients());
        Link draft = draft(ENCRYPTED).data(MAPPER.valueToTree(fakeBlob)).build();
        Link forged = signatures.sign(
                new Link(
                        draft.version(),
                        draft.data(),
                        draft.meta().toBuilder().data(honest.meta().data()).build(),
                        List.of()),
                caller);

        assertRefused(input(forged), "plaintext_refused");
    }

    @Test
    void passesASignedHashOnWhereItsDataMayGoInClear() {
        Link clear = sealing.sealHash(draft(FakeDraftSealing.CLEAR).build(), FORM.getBytes(UTF_8), caller);
        Link secret = sealing.sealHash(draft(ENCRYPTED).build(), FORM.getBytes(UTF_8), caller);

        assertThat(judged(input(LinkJson.tree(clear), form())).path("data")).isEqualTo(form());
        assertRefused(input(LinkJson.tree(clear), MAPPER.readTree("{\"other\":1}")), "plaintext_refused");
        assertRefused(input(LinkJson.tree(secret), form()), "plaintext_refused");
        assertRefused(input(LinkJson.tree(secret), MAPPER.nullNode()), "plaintext_refused");
    }

    @Test
    void refusesPlainDataUnderASignature() {
        Link signed = signatures.sign(draft(ENCRYPTED).data(form()).build(), caller);

        assertRefused(input(signed), "plaintext_refused");
        assertRefused(input(LinkJson.tree(encrypted(FakeDraftSealing.recipients())), form()), "plaintext_refused");
    }

    @Test
    void neverReplacesASignature() {
        Link draft = draft(ENCRYPTED).data(form()).build();
        ObjectNode broken = (ObjectNode) LinkJson.tree(signatures.sign(draft, caller));
        broken.put("data", Base64.getEncoder().encodeToString("{}".getBytes(UTF_8)));

        assertRefused(input(broken, MAPPER.nullNode()), "link_not_signed");
        assertThat(fake.sealedFor).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"configId\":\"4201\",\"note\":\"canary-4711\"}",
                "{\"configId\":\"canary-4711\",\"configId\":\"4201\"}",
                "{\"configId\":{\"note\":\"canary-4711\"}}",
                "{\"inputs\":[{\"note\":\"canary-4711\"}]}",
                "{\"recipients\":[{\"note\":\"canary-4711\"}]}",
                "[\"canary-4711\"]",
                "canary-4711"
            })
    void letsNothingElseIntoMetadata(String metadata) {
        ObjectNode link = (ObjectNode) LinkJson.tree(draft(ENCRYPTED).build());
        ((ObjectNode) link.path("meta")).put("data", Base64.getEncoder().encodeToString(metadata.getBytes(UTF_8)));
        Link read = LinkJson.read(link);

        assertRefused(input(read), "plaintext_refused");
        assertRefused(input(signatures.sign(read, caller)), "plaintext_refused");
    }

    @Test
    void leavesOutWhatIsNoPartOfALink() {
        smuggled(link -> link.put("note", MARK));
        smuggled(link -> ((ObjectNode) link.path("meta")).put("note", MARK));
        smuggled(link -> ((ObjectNode) link.path("meta").path("process")).put("note", MARK));
        smuggled(link -> ((ObjectNode) link.path("signatures").path(0)).put("note", MARK));
    }

    private void smuggled(Consumer<ObjectNode> trick) {
        ObjectNode link = (ObjectNode) LinkJson.tree(encrypted(FakeDraftSealing.recipients()));
        trick.accept(link);
        assertThat(decoded(judged(input(link, MAPPER.nullNode())))).doesNotContain(MARK);
    }

    @Test
    void letsNothingStandAroundAKey() {
        ObjectNode link = (ObjectNode) LinkJson.tree(encrypted(FakeDraftSealing.recipients()));
        ObjectNode signature = (ObjectNode) link.path("signatures").path(0);
        String pem = new String(
                Base64.getDecoder().decode(signature.path("publicKey").asString()), UTF_8);
        signature.put("publicKey", Base64.getEncoder().encodeToString((MARK + "\n" + pem).getBytes(UTF_8)));

        assertThatThrownBy(() -> links.judge(ACME, input(link, MAPPER.nullNode()), true))
                .isInstanceOf(ProblemException.class);
        signature.put("publicKey", Base64.getEncoder().encodeToString(pem.getBytes(UTF_8)));
        signature.put("type", MARK);
        assertRefused(input(link, MAPPER.nullNode()), "plaintext_refused");
    }

    @Test
    void tellsNobodyAnythingBesideALink() {
        ObjectNode told = MAPPER.createObjectNode();
        told.putObject("notify").put("data", MARK).putArray("accountIds").add("7");
        ObjectNode unknown = MAPPER.createObjectNode().put("comment", MARK);
        ObjectNode accounts = MAPPER.createObjectNode();
        ArrayNode ids = accounts.putArray("notifyAccountIds");
        ids.add("7").add(8);
        JsonNode link = LinkJson.tree(draft(ENCRYPTED).build());

        assertRefused(new GraphqlLinkInput(link, form(), told), "plaintext_refused");
        assertRefused(new GraphqlLinkInput(link, form(), unknown), "plaintext_refused");
        assertThat(judged(new GraphqlLinkInput(link, form(), accounts)).path("notifyAccountIds"))
                .isEqualTo(ids);
    }

    @Test
    void asksEveryValidatorAndTellsAllReasons() {
        validators.add(draft -> List.of(new Reason("/amount", "too_high", "the amount is above the limit")));
        validators.add(draft -> List.of());
        validators.add(draft -> List.of(new Reason("/note", "missing", "a note is needed")));

        assertThatThrownBy(() ->
                        links.judge(ACME, input(LinkJson.tree(draft(ENCRYPTED).build()), form()), true))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.members().toString()).contains("too_high", "missing");
                });
        assertThat(fake.sealedFor).isEmpty();
    }

    @Test
    void aValidatorThatFailsRefusesTheLink() {
        validators.add(draft -> {
            throw new IllegalStateException(MARK);
        });

        assertRefused(input(LinkJson.tree(draft(ENCRYPTED).build()), form()), "validation_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "[]", "{}", "{\"meta\":{}}", "{\"meta\":{\"process\":{\"name\":\"201\"}}}"})
    void refusesWhatIsNoLink(String json) {
        assertRefused(input(MAPPER.readTree(json), MAPPER.nullNode()), "link_malformed");
    }

    /** The text with every base64 in it decoded, twice over. */
    private static String decoded(JsonNode upstream) {
        StringBuilder all = new StringBuilder(upstream.toString());
        for (int depth = 0; depth < 2; depth++) {
            java.util.regex.Matcher base64 =
                    java.util.regex.Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}").matcher(all.toString());
            while (base64.find()) {
                try {
                    all.append(' ').append(new String(Base64.getDecoder().decode(base64.group()), UTF_8));
                } catch (IllegalArgumentException e) {
                    all.append(' ');
                }
            }
        }
        return all.toString();
    }
}
