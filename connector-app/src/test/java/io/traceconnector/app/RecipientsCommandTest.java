package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator looks at recipients and approves them while the connector runs. */
class RecipientsCommandTest {

    @TempDir
    private static Path directory;

    private static TestingSandbox sandbox;
    private static TestingConnector connector;

    private final InputStream terminal = System.in;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 60);
        connector = TestingConnector.start(sandbox, directory.resolve("connector"));
    }

    @AfterAll
    static void end() {
        connector.close();
        sandbox.close();
    }

    @AfterEach
    void restore() throws IOException, InterruptedException {
        System.setIn(terminal);
        sandbox.noFaults();
    }

    @Test
    void showsWhatIsNewAndPinsItAfterAYes() {
        assertThat(run("list", "201")).isEqualTo(1);
        assertThat(out.toString()).contains("buyer", "supplier", "carrier", "new", "first-use");

        assertThat(answering("no", "approve", "201")).isEqualTo(1);
        assertThat(out.toString()).contains("Nothing was approved");
        assertThat(answering("", "approve", "201")).isEqualTo(1);
        assertThat(pins("201")).doesNotExist();

        assertThat(answering("yes", "approve", "201")).isZero();
        assertThat(pins("201")).exists();
        assertThat(run("list", "201")).isZero();
        assertThat(run("approve", "201")).isZero();
        assertThat(out.toString()).contains("approved already");
        assertThat(run("list")).isZero();
        assertThat(out.toString()).contains("1010", "1020", "1030");
    }

    @Test
    void showsBothFingerprintsOfAKeyThatChanged() throws Exception {
        assertThat(run("approve", "203", "--yes")).isZero();
        sandbox.fault("recipient-key-changed", 1);
        String before = Files.readString(pins("203"));

        assertThat(run("list", "203", "--organisation", "meridian")).isEqualTo(1);
        assertThat(out.toString()).contains("changed key", "was " + before.substring(5, 69));
        assertThat(run("approve", "203", "--organisation", "meridian", "--yes")).isZero();
        assertThat(Files.readString(pins("203"))).isNotEqualTo(before);
    }

    @Test
    void approvesOnlyTheSetOfADigestThatIsGiven() {
        assertThat(run("approve", "202", "--digest", "00")).isEqualTo(1);
        assertThat(err.toString()).contains("recipients_differ");
        assertThat(pins("202")).doesNotExist();

        assertThat(run("list", "202", "-o", "json")).isEqualTo(1);
        String digest = JsonLines.MAPPER.readTree(out.toString()).path("digest").stringValue();
        assertThat(run("approve", "202", "--digest", digest)).isZero();
        assertThat(pins("202")).exists();
    }

    @Test
    void saysWhatCannotBeAnswered() {
        assertThat(run("list", "999")).isEqualTo(1);
        assertThat(err.toString()).contains("workflow_unknown");
        assertThat(run("list", "201", "--organisation", "x")).isEqualTo(1);
        assertThat(err.toString()).contains("organisation_unknown");
        assertThat(run("list", "..")).isEqualTo(1);
    }

    private static Path pins(String workflow) {
        return directory.resolve("connector/data/recipients/" + workflow + ".recipients");
    }

    private int answering(String line, String... args) {
        System.setIn(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.US_ASCII)));
        return run(args);
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("recipients"));
        all.addAll(List.of(args));
        all.addAll(List.of("--management", connector.management()));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
