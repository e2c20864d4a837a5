package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static io.traceconnector.app.decrypt.TestLinks.OURS_NEW;
import static io.traceconnector.app.decrypt.TestLinks.THEIRS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Json;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Plain;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class OpeningTest {

    @TempDir
    private Path data;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(data);
    }

    @Test
    void opensWhatIsEncryptedForUsAsCanonicalJson() {
        Link link = TestLinks.sealed("{\"b\": 2.50, \"a\": [1e2]}", ALICE, THEIRS, OURS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Opened(json("{\"a\":[100],\"b\":2.5E0}")));
    }

    @Test
    void leavesWhatIsForOthers() {
        Link link = TestLinks.sealed("{}", ALICE, THEIRS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new NotForUs());
        assertThat(rig.keys.unwraps).hasValue(0);
    }

    @Test
    void opensWithAnOlderKeyToo() {
        rig.keys.with("us", OURS_NEW);

        assertThat(rig.open(TestLinks.sealed("1", ALICE, OURS), US).payload()).isEqualTo(new Opened(json("1")));
        assertThat(rig.open(TestLinks.sealed("2", ALICE, OURS_NEW), US).payload())
                .isEqualTo(new Opened(json("2")));
    }

    @Test
    void opensOnceTheKeyIsAdded() {
        Link link = TestLinks.sealed("1", ALICE, OURS_NEW);
        assertThat(rig.open(link, US).payload()).isEqualTo(new NotForUs());

        rig.keys.with("us", OURS_NEW);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Opened(json("1")));
    }

    @Test
    void opensWithTheOtherKeyWhereOneIsAway() {
        rig.keys.with("us", OURS_NEW);
        rig.keys.away.add(FakeKeyRing.id(OURS_NEW));

        Link link = TestLinks.sealed("1", ALICE, OURS, OURS_NEW);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Opened(json("1")));
    }

    @Test
    void saysThatAKeyIsAwayAndOpensWhenItIsBack() {
        rig.keys.away.add(FakeKeyRing.id(OURS));
        Link link = TestLinks.sealed("1", ALICE, OURS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Closed(Reason.UNAVAILABLE));
        assertThatThrownBy(() -> rig.page(link)).isInstanceOf(KeyUnavailableException.class);

        rig.keys.away.clear();

        assertThat(rig.open(link, US).payload()).isEqualTo(new Opened(json("1")));
        assertThat(rig.page(link)).singleElement().extracting("payload").isEqualTo(new Opened(json("1")));
    }

    @Test
    void givesNothingOfAPageForWhichAKeyIsAway() {
        rig.keys.with("us", OURS_NEW);
        rig.keys.away.add(FakeKeyRing.id(OURS_NEW));

        assertThatThrownBy(() -> rig.page(TestLinks.sealed("1", ALICE, OURS), TestLinks.sealed("2", ALICE, OURS_NEW)))
                .isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void aBlockThatDoesNotOpenMakesTheLinkUndecryptable() {
        Link one = TestLinks.sealed("1", ALICE, OURS);
        Link other = TestLinks.sealed("2", ALICE, OURS);
        Link mixed = TestLinks.signed(TestLinks.withData(one, other.data().utf8()), ALICE);

        assertThat(rig.open(mixed, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        assertThat(rig.open(mixed, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void aBlockThatTheKeyRejectsMakesTheLinkUndecryptable() {
        Link link = TestLinks.signed(
                TestLinks.withMetadata(
                        TestLinks.sealed("1", ALICE, OURS),
                        recipients(recipient(OURS.publicKey().text(), "AAAA"))),
                ALICE);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
    }

    @Test
    void plaintextThatIsNotJsonIsUndecryptable() {
        Link link = TestLinks.sealedText("{\"never\":", ALICE, OURS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
    }

    @Test
    void knowsOurKeyHoweverItIsSpelt() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        String block = block(link);
        String pem = OURS.publicKey().text();
        for (String spelling : new String[] {
            pem.replace("\n", "\r\n"), pem.replace("RSA PUBLIC", "PUBLIC"), pem.strip(), pem.replace("\n", "\\n")
        }) {
            Link spelt = TestLinks.withMetadata(link, recipients(recipient(spelling, block)));

            assertThat(new Rig(data).open(spelt, US).payload()).isEqualTo(new Opened(json("1")));
        }
    }

    @Test
    void readsGoSpellingsOfMembers() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        String metadata = recipients(recipient(OURS.publicKey().text(), block(link)))
                .replace("pubKey\"", "PubKey\"")
                .replace("symmetricKey", "SymmetricKey");

        assertThat(rig.open(TestLinks.withMetadata(link, metadata), US).payload())
                .isEqualTo(new Opened(json("1")));
    }

    @Test
    void anEntryWithoutAReadableKeyIsNobodys() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Link nameless = TestLinks.withMetadata(
                link, recipients("{\"pubKeyId\":\"1\",\"symmetricKey\":\"%s\"}".formatted(block(link))));

        assertThat(rig.open(nameless, US).payload()).isEqualTo(new NotForUs());
        assertThat(rig.keys.unwraps).hasValue(0);
    }

    @Test
    void ofSeveralEntriesForOurKeyOnlyTheFirstIsTried() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        String pem = OURS.publicKey().text();
        Link twice = TestLinks.withMetadata(
                link, recipients(recipient(pem, "AAAA"), recipient(pem, block(link)), recipient(pem, "AAAA")));

        assertThat(rig.open(twice, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void refusesMoreRecipientsThanTheLimit() {
        Link link = TestLinks.sealed("1", ALICE, OURS, THEIRS, THEIRS, THEIRS, THEIRS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Closed(Reason.TOO_LARGE));
        assertThat(rig.keys.unwraps).hasValue(0);
    }

    @Test
    void refusesALinkOverTheLimitUnread() {
        Link link = TestLinks.sealed("\"" + "x".repeat(1 << 20) + "\"", ALICE, OURS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Closed(Reason.TOO_LARGE));
        assertThat(rig.page(link)).singleElement().extracting("payload").isEqualTo(new Closed(Reason.TOO_LARGE));
    }

    @Test
    void whatIsNoLinkStaysClosed() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        for (String raw : new String[] {"", "null", "[]", "{", "{}", "{\"version\":\"2.0.0\"}", "\"text\""}) {
            assertThat(rig.open(raw.getBytes(UTF_8), link, US).payload()).isEqualTo(new Closed(Reason.UNVERIFIED));
        }
    }

    @Test
    void dataInClearIsPlain() {
        Link link = TestLinks.signed(TestLinks.withData(TestLinks.draft().build(), "{\"b\":1,\"a\":2.0}"), ALICE);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Plain(json("{\"a\":2,\"b\":1}")));
        assertThat(rig.open(link, US).payload()).isEqualTo(new Plain(json("{\"a\":2,\"b\":1}")));
    }

    @Test
    void aTextInClearIsNoCiphertext() {
        Link link = TestLinks.withData(TestLinks.sealed("1", ALICE, OURS), "\"no base64!\"");

        assertThat(rig.open(link, US).payload()).isEqualTo(new Plain(json("\"no base64!\"")));
    }

    @Test
    void noDataIsNull() {
        Link link = TestLinks.signed(TestLinks.draft().build(), ALICE);

        assertThat(rig.open(link, US).payload()).isEqualTo(new Plain(json("null")));
    }

    @Test
    void dataThatIsNotJsonStaysClosed() {
        Link link = TestLinks.withData(TestLinks.draft().build(), "{\"a\":");

        assertThat(rig.open(link, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
    }

    @Test
    void aFormWithItsHashIsPlain() {
        Link link = TestLinks.hashed("{\"a\":1,\"b\":\"é\"}", ALICE);

        assertThat(openWithForm(link, "{\"b\": \"é\", \"a\": 1.0}"))
                .isEqualTo(new Plain(json("{\"a\":1,\"b\":\"é\"}")));
        assertThat(openWithForm(link, "{\"a\":1,\"b\":\"é\"}")).isEqualTo(new Plain(json("{\"a\":1,\"b\":\"é\"}")));
    }

    @Test
    void aFormWithAnotherHashStaysClosed() {
        Link link = TestLinks.hashed("{\"a\":1}", ALICE);

        assertThat(openWithForm(link, "{\"a\":2}")).isEqualTo(new Closed(Reason.UNVERIFIED));
        assertThat(openWithForm(link, "{\"a\":")).isEqualTo(new Closed(Reason.UNVERIFIED));
        assertThat(openWithForm(link, "null")).isEqualTo(new Closed(Reason.UNVERIFIED));
    }

    @Test
    void aHashWithoutItsFormIsItself() {
        Link link = TestLinks.hashed("{\"a\":1}", ALICE);

        assertThat(rig.open(link, US).payload())
                .isEqualTo(new Plain(json(link.data().utf8())));
    }

    @Test
    void aFormThatNothingInTheLinkVouchesForIsIgnored() {
        assertThat(openWithForm(TestLinks.sealed("1", ALICE, OURS), "{\"a\":2}"))
                .isEqualTo(new Opened(json("1")));
        assertThat(openWithForm(TestLinks.draft().build(), "{\"a\":2}")).isEqualTo(new Plain(json("null")));
    }

    @Test
    void opensDataThatCameWithoutItsLink() {
        Link link = TestLinks.sealed("{\"a\":1}", ALICE, OURS, THEIRS);
        byte[] blob = link.data().toByteArray();
        byte[] meta = link.meta().data().toByteArray();

        assertThat(rig.decryptor.openData(Set.of(US), blob, meta, Optional.empty()))
                .isEqualTo(new Opened(json("{\"a\":1}")));
        assertThat(rig.decryptor.openData(Set.of(), blob, meta, Optional.empty()))
                .isEqualTo(new NotForUs());
        assertThat(rig.decryptor.openData(Set.of(US), "{\"a\":1}".getBytes(UTF_8), meta, Optional.empty()))
                .isEqualTo(new Plain(json("{\"a\":1}")));
        assertThat(rig.decryptor.openData(Set.of(US), blob, "{\"recipients\":7}".getBytes(UTF_8), Optional.empty()))
                .isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void countsWhatBecameOfLinks() {
        rig.open(TestLinks.sealed("1", ALICE, OURS), US);
        rig.open(TestLinks.sealed("1", ALICE, THEIRS), US);
        rig.page(TestLinks.hashed("1", ALICE));
        rig.open("{}".getBytes(UTF_8), TestLinks.hashed("1", ALICE), US);

        assertThat(rig.count("connector.decrypt.links", "outcome", "opened")).isEqualTo(1);
        assertThat(rig.count("connector.decrypt.links", "outcome", "not-for-us"))
                .isEqualTo(1);
        assertThat(rig.count("connector.decrypt.links", "outcome", "plain")).isEqualTo(1);
        assertThat(rig.count("connector.decrypt.links", "outcome", "unverified"))
                .isEqualTo(1);
        assertThat(rig.meters.get("connector.decrypt.unwrap").timer().count()).isEqualTo(1);
    }

    private Payload openWithForm(Link link, String form) {
        return rig.decryptor
                .open(
                        Set.of(US),
                        LinkJson.write(link),
                        Optional.of(form.getBytes(UTF_8)),
                        Optional.of(TestLinks.hash(link)))
                .payload();
    }

    private static Json json(String text) {
        return Json.of(text.getBytes(UTF_8));
    }

    private static String block(Link link) {
        return JsonMapper.shared()
                .readTree(link.meta().data().utf8())
                .at("/recipients/0/symmetricKey")
                .stringValue();
    }

    private static String recipient(String pem, String block) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("pubKeyId", "1")
                .put("pubKey", pem)
                .put("symmetricKey", block)
                .toString();
    }

    private static String recipients(String... entries) {
        return "{\"recipients\":[" + String.join(",", entries) + "]}";
    }
}
