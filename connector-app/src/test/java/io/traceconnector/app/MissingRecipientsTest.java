package io.traceconnector.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.chainscript.LinkJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While Trace does not say for whom a link must be encrypted, nothing of it goes to Trace, whatever way it is written; what was accepted before waits. The
 * same is written, by the same ways, as soon as the recipients are there again. No mark is ever seen.
 */
class MissingRecipientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What Trace leaves out, and how a caller is told. */
    private static final Map<String, String> FAULTS = Map.of(
            "groups-missing", "recipients_missing",
            "recipient-key-missing", "recipient_without_key",
            "recipient-key-malformed", "recipient_key_unusable");

    private static final Pattern ENTRY = Pattern.compile("\"entry\":\"([^\"]+)\"");
    private static final int LATER = 4;

    @TempDir
    private Path directory;

    @TempDir
    private Path searched;

    private Canary canary;
    private String trace;

    @BeforeEach
    void start() throws Exception {
        canary = new Canary(directory, searched);
        trace = JsonLines.MAPPER
                .readTree(canary.post("/api/v1/traces", Canary.link()))
                .path("trace")
                .stringValue();
    }

    @AfterEach
    void stop() throws Exception {
        canary.close();
    }

    @Test
    void nothingIsWrittenUntilTheRecipientsAreThere() throws Exception {
        for (Map.Entry<String, String> fault : FAULTS.entrySet()) {
            allIsWritten();
            canary.sandbox().fault(fault.getKey(), 1.0);
            List<String> waiting = nothingIsWritten(fault.getValue());
            canary.sandbox().noFaults();
            untilDone(waiting);
        }
        allIsWritten();
        assertThat(canary.seen()).isEmpty();
    }

    private void allIsWritten() throws Exception {
        long before = mentions();
        Map<String, String> answers = writtenAtOnce();
        assertThat(answers)
                .allSatisfy((way, answer) -> assertThat(answer)
                        .containsPattern("\"status\":201|\"(rowId|traceId)\":\"")
                        .doesNotContain("\"code\""));
        untilDone(writtenLater());
        assertThat(mentions() - before).isGreaterThanOrEqualTo(answers.size() + LATER);
    }

    /** @return the entries of what was accepted and waits */
    private List<String> nothingIsWritten(String code) throws Exception {
        long before = mentions();
        assertThat(writtenAtOnce())
                .allSatisfy((way, answer) -> assertThat(answer).contains("\"code\":\"" + code + "\""));
        List<String> entries = writtenLater();
        await(code)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(entries)
                        .allSatisfy(entry -> assertThat(canary.read(entry))
                                .contains("\"state\":\"stuck\"", "\"code\":\"" + code + "\"")));
        for (String entry : entries) {
            canary.record("waiting", canary.read(entry));
        }
        assertThat(mentions()).isEqualTo(before);
        return entries;
    }

    private void untilDone(List<String> entries) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(entries)
                        .allSatisfy(entry -> assertThat(canary.read(entry)).contains("\"state\":\"done\"")));
    }

    /** Answers by the way in which they were asked for. */
    private Map<String, String> writtenAtOnce() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("first", canary.post("/api/v1/traces", Canary.link()));
        answers.put("append", canary.post("/api/v1/traces/" + trace + "/links", Canary.item(false)));
        answers.put("createLink", canary.graphql(Canary.draft(false), Canary.form()));
        answers.put(
                "createLink with data in the link",
                canary.graphql(
                        "mutation($l:JSON!){createLink(input:{link:$l}){trace{rowId}}}",
                        LinkJson.tree(Canary.draft(true)),
                        JsonLines.MAPPER.nullNode()));
        answers.put(
                "createLinks",
                canary.graphql(
                        "mutation($l:JSON!,$d:JSON){a:createLinks(input:[{link:$l,data:$d}]){links{traceId}}}",
                        LinkJson.tree(Canary.draft(false)),
                        Canary.form()));
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            canary.record(answer.getKey(), answer.getValue());
        }
        // Its key goes into form data only, so it needs no recipients; its bytes are looked through with all others.
        assertThat(canary.file()).contains("\"digest\"");
        return answers;
    }

    /** Where to ask for what the outbox took. */
    private List<String> writtenLater() throws Exception {
        String links = "/api/v1/traces/" + trace + "/links";
        String key = UUID.randomUUID().toString();
        List<String> entries = new ArrayList<>();
        for (String answer : List.of(
                canary.post("/api/v1/traces", Canary.link(), "Prefer", "respond-async"),
                canary.post(links, Canary.item(false), "Idempotency-Key", key, "Prefer", "wait=1"),
                canary.post(
                        "/api/v1/traces",
                        "{\"items\":[" + Canary.link() + "," + Canary.link() + "]}",
                        "Prefer",
                        "respond-async"))) {
            canary.record("accepted", answer);
            ENTRY.matcher(answer).results().forEach(entry -> entries.add("/api/v1/outbox/" + entry.group(1)));
        }
        assertThat(entries).hasSize(LATER);
        return entries;
    }

    /** At least one for each link that was sent to Trace. */
    private long mentions() throws Exception {
        return Files.readString(searched.resolve("upstream.bytes"), ISO_8859_1).split("createLink", -1).length - 1L;
    }
}
