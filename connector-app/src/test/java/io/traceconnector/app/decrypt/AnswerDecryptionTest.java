package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.AnswerTrial.base64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.decrypt.AnswerRewriter.RawMode;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real links, keys and signatures. */
class AnswerDecryptionTest {

    private static final String QUERY =
            "{t: traceById {head {raw data} links {nodes {linkHash raw data}} state {data}}}";
    private static final String FORM = "{\"a\":1}";

    @TempDir
    private Path pins;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(pins);
    }

    @Test
    void opensWhatIsForUsAndSaysWhyTheRestStaysClosed() throws IOException {
        Link ours = TestLinks.sealed(FORM, TestLinks.ALICE, TestLinks.OURS, TestLinks.THEIRS);
        Link theirs = TestLinks.sealed(FORM, TestLinks.ALICE, TestLinks.THEIRS);
        Link strangers = TestLinks.sealed(FORM, TestLinks.BOB, TestLinks.OURS);
        Link copied = TestLinks.copy(ours, TestLinks.BOB);
        Link plain = TestLinks.hashed(FORM, TestLinks.ALICE);
        JsonNode answer = rewrite(
                Rig.US,
                answer(
                        ours,
                        node(ours, ours, "null"),
                        node(theirs, theirs, "null"),
                        node(strangers, strangers, "null"),
                        node(ours, theirs, "null"),
                        node(copied, copied, "null"),
                        node(plain, plain, FORM),
                        node(plain, plain, "{\"a\":2}")));
        JsonNode nodes = answer.at("/data/t/links/nodes");
        assertThat(nodes.at("/0/data").toString()).isEqualTo(FORM);
        assertThat(nodes.at("/0/raw/data").stringValue()).isEqualTo(base64(FORM));
        assertThat(nodes.at("/2/data").toString()).isEqualTo(FORM);
        assertThat(nodes.at("/1/data").isNull()).isTrue();
        assertThat(nodes.at("/3/data").isNull()).isTrue();
        assertThat(nodes.at("/4/data").isNull()).isTrue();
        assertThat(answer.at("/data/t/head/raw")).isEqualTo(json(ours));
        assertThat(answer.at("/data/t/head/data").toString()).isEqualTo(FORM);
        assertThat(answer.at("/extensions/connector").toString())
                .isEqualTo("{\"closed\":[" + entry(1, "\"reason\":\"not-for-us\"") + ","
                        + entry(3, "\"reason\":\"unverified\"") + "," + entry(4, "\"reason\":\"copied\"") + ","
                        + entry(6, "\"reason\":\"unverified\"") + "],\"unverified\":["
                        + entry(2, "\"signer\":\"unknown\"") + "]}");
    }

    @Test
    void opensNothingForAnOrganisationWithoutTheKeyWhateverIsRemembered() throws IOException {
        Link ours = TestLinks.sealed(FORM, TestLinks.ALICE, TestLinks.OURS);
        String planted = "{\"raw\":" + json(ours) + ",\"data\":null}";
        String sent = answer(ours, node(ours, ours, "null"))
                .replace("\"state\":null", "\"state\":{\"data\":" + planted + "}");
        JsonNode opened = rewrite(Rig.US, sent);
        assertThat(opened.at("/data/t/head/data").toString()).isEqualTo(FORM);
        assertThat(opened.at("/data/t/state/data").toString()).isEqualTo(planted);
        JsonNode closed = rewrite(Rig.SISTER, sent);
        assertThat(closed.path("data"))
                .isEqualTo(JsonMapper.shared().readTree(sent).path("data"));
        assertThat(closed.at("/extensions/connector/closed").size()).isEqualTo(2);
    }

    @Test
    void opensTheFirstOfManyCopiesHoweverLongItsUnwrapTakes() throws IOException {
        Link original = TestLinks.sealed(FORM, TestLinks.BOB, TestLinks.OURS);
        Link[] copies = IntStream.range(0, 60)
                .mapToObj(i -> TestLinks.signed(
                        new Link(
                                original.version(),
                                original.data(),
                                original.meta().toBuilder().mapId("trace-" + i).build(),
                                List.of()),
                        TestLinks.BOB))
                .toArray(Link[]::new);
        String[] nodes = Stream.concat(Stream.of(original), Stream.of(copies))
                .map(link -> node(link, link, "null"))
                .toArray(String[]::new);
        Link slow = TestLinks.sealed(FORM, TestLinks.BOB, TestLinks.OURS);
        JsonNode answer = rewrite(Rig.US, answer(slow, nodes));
        assertThat(answer.at("/data/t/links/nodes/0/data").toString()).isEqualTo(FORM);
        assertThat(answer.at("/extensions/connector/closed").size()).isEqualTo(copies.length);
    }

    private JsonNode rewrite(OrganisationId organisation, String answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AnswerRewriter(rig.decryptor, AnswerTrial.DEFAULTS)
                .rewrite(
                        AnswerTrial.paths(QUERY),
                        Set.of(organisation),
                        RawMode.DEFAULT,
                        new FakeDecrypted(),
                        new ByteArrayInputStream(answer.getBytes(UTF_8)),
                        out);
        return JsonMapper.shared().readTree(out.toByteArray());
    }

    private static String answer(Link head, String... nodes) {
        return "{\"data\":{\"t\":{\"head\":{\"raw\":" + json(head) + ",\"data\":null},\"links\":{\"nodes\":["
                + String.join(",", nodes) + "]},\"state\":null}}}";
    }

    private static String node(Link stated, Link raw, String data) {
        return "{\"linkHash\":\"" + TestLinks.hash(stated) + "\",\"raw\":" + json(raw) + ",\"data\":" + data + "}";
    }

    private static JsonNode json(Link link) {
        return JsonMapper.shared().readTree(LinkJson.write(link));
    }

    private static String entry(int node, String said) {
        return "{\"path\":[\"t\",\"links\",\"nodes\"," + node + "]," + said + "}";
    }
}
