package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What official clients do, with their three endpoints pointing at the connector; a partner goes to Trace directly. */
class SdkFlowsTest {

    @TempDir
    private static Path directory;

    private static TestingSandbox sandbox;
    private static TestingConnector connector;
    private static SdkClient we;
    private static SdkClient supplier;

    @BeforeAll
    static void start() throws Exception {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 200);
        String clear = sandbox.get("CLEAR_WORKFLOW_ID");
        connector = TestingConnector.start(sandbox, directory.resolve("connector"));
        we = client(clear);
        supplier = new SdkClient(
                sandbox.get("SANDBOX_ACCOUNT_URL"),
                sandbox.get("SANDBOX_TRACE_URL"),
                sandbox.get("SANDBOX_MEDIA_URL"),
                clear,
                sandbox.key("silkway-signing.pem"));
    }

    private static SdkClient client(String workflow) throws Exception {
        return new SdkClient(
                connector.api() + "/account",
                connector.api() + "/trace",
                connector.api() + "/media",
                workflow,
                sandbox.key("meridian-signing.pem"));
    }

    @AfterAll
    static void stop() {
        we.close();
        supplier.close();
        connector.close();
        sandbox.close();
    }

    private static ObjectNode form(String note) {
        ObjectNode form = JsonLines.MAPPER.createObjectNode().put("comment", note);
        form.putObject("details").put("amount", 12.5).put("text", "Grüße, 世界");
        return form;
    }

    private static String begin(String note) throws Exception {
        JsonNode trace = we.newTrace("comment", form(note));
        assertThat(trace.path("head").path("data").path("comment").asString()).isEqualTo(note);
        SdkClient.assertFormFits(trace.path("head"));
        return trace.path("head").path("raw").path("meta").path("mapId").asString();
    }

    private static String action(JsonNode trace) {
        return trace.path("head").path("raw").path("meta").path("action").asString();
    }

    @Test
    void beginsATraceAndAppendsToIt() throws Exception {
        String trace = begin("first");

        JsonNode after = we.appendLink(trace, "comment", form("second"));

        assertThat(after.path("head").path("data").path("comment").asString()).isEqualTo("second");
        assertThat(after.path("links").path("nodes")).hasSize(2);
        after.path("links").path("nodes").forEach(SdkClient::assertFormFits);
        assertThat(we.state(trace).path("head")).isEqualTo(after.path("head"));
        JsonNode details = we.details(trace, 1);
        assertThat(details.path("totalCount").asInt()).isEqualTo(2);
        assertThat(details.path("nodes")).hasSize(1);
        assertThat(details.path("info").path("hasNext").asBoolean()).isTrue();
    }

    @Test
    void pushesAndTheOtherAccepts() throws Exception {
        String trace = begin("to be pushed");

        assertThat(action(we.push(trace, supplier.groupId()))).isEqualTo("_PUSH_OWNERSHIP_");
        assertThat(contains(we.stage("OUTGOING"), trace)).isTrue();
        assertThat(action(supplier.accept(trace))).isEqualTo("_ACCEPT_TRANSFER_");

        assertThat(we.state(trace).path("head").path("groupId").asString()).isEqualTo(supplier.groupId());
        assertThat(contains(we.stage("OUTGOING"), trace)).isFalse();
    }

    @Test
    void cancelsWhatItPushed() throws Exception {
        String trace = begin("to be cancelled");
        we.push(trace, supplier.groupId());

        assertThat(action(we.cancel(trace))).isEqualTo("_CANCEL_TRANSFER_");
        assertThat(contains(we.stage("BACKLOG"), trace)).isTrue();
    }

    @Test
    void acceptsAndRejectsWhatIsPushedToIt() throws Exception {
        String trace = begin("there and back");
        we.push(trace, supplier.groupId());
        supplier.accept(trace);
        supplier.push(trace, we.groupId());

        assertThat(contains(we.stage("INCOMING"), trace)).isTrue();
        assertThat(action(we.reject(trace))).isEqualTo("_REJECT_TRANSFER_");
        supplier.push(trace, we.groupId());
        assertThat(action(we.accept(trace))).isEqualTo("_ACCEPT_TRANSFER_");
        assertThat(contains(we.stage("BACKLOG"), trace)).isTrue();
    }

    @Test
    void pulls() throws Exception {
        String trace = begin("to be pulled");
        we.push(trace, supplier.groupId());
        supplier.accept(trace);

        assertThat(action(we.pull(trace))).isEqualTo("_PULL_OWNERSHIP_");
        supplier.accept(trace);
    }

    @Test
    void tagsAndFinds() throws Exception {
        String trace = begin("to be found");

        assertThat(we.addTags(trace, "sdk-one", "sdk-two").path("tags").toString())
                .contains("sdk-one", "sdk-two");
        assertThat(contains(we.searchByTags("sdk-one", "sdk-two"), trace)).isTrue();
        assertThat(contains(we.searchByTags("sdk-one", "sdk-three"), trace)).isFalse();
    }

    @Test
    void sendsFilesAlong() throws Exception {
        byte[] content = new byte[300_000];
        Arrays.fill(content, (byte) 7);
        ObjectNode form = form("with a file");
        form.set("file", we.upload("päper.pdf", content));
        JsonNode trace = we.newTrace("comment", form);

        JsonNode record = trace.path("head").path("data").path("file");

        assertThat(we.download(record)).isEqualTo(content);
        assertThat(supplier.download(record)).isEqualTo(content);
    }

    @Test
    void readsEncryptedWorkflowsDecrypted() throws Exception {
        try (SdkClient encrypted = client(sandbox.get("WORKFLOW_ID"))) {
            JsonNode traces = encrypted.stage("BACKLOG").path("nodes");
            int opened = 0;
            for (JsonNode trace : traces) {
                for (JsonNode link : trace.path("links").path("nodes")) {
                    if (link.path("raw").has("data")
                            && SdkClient.dataIn(link.path("raw")).isObject()) {
                        opened++;
                    }
                }
            }
            assertThat(traces).isNotEmpty();
            assertThat(opened).isPositive();
        }
    }

    @Test
    void sendsNoPlainFormToAnEncryptedWorkflow() throws Exception {
        try (SdkClient encrypted = client(sandbox.get("WORKFLOW_ID"))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> encrypted.newTrace("comment", form("canary-4711"))))
                    .hasMessageContaining("plaintext_refused")
                    .hasMessageNotContaining("canary-4711");
        }
    }

    private static boolean contains(JsonNode traces, String trace) {
        return traces.path("nodes").values().stream()
                .anyMatch(node -> node.path("head")
                        .path("raw")
                        .path("meta")
                        .path("mapId")
                        .asString()
                        .equals(trace));
    }
}
