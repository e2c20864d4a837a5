package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.keys.pkcs11.PinFile;
import io.traceconnector.app.keys.pkcs11.SoftHsm;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

final class HsmCommandTest {

    @TempDir
    private Path directory;

    private SoftHsm hsm;
    private Path pin;

    @BeforeEach
    void makeToken() {
        hsm = SoftHsm.start(directory);
        hsm.token("first", "1234");
        pin = directory.resolve("pin");
        new PinFile(pin).holding("1234\n");
    }

    @Test
    void makesKeysAndListsThem() throws IOException {
        for (String type : List.of("rsa-2048", "ec-p256", "ed25519")) {
            Path out = directory.resolve(type + ".pub");
            Answer made = run("generate", "--type", type, "--label", type, "--out", out.toString(), "-o", "json");
            assertThat(made.code()).isZero();
            PublicKeyPem half = PublicKeyPem.parse(Files.readAllBytes(out));
            JsonNode told = json(made);
            assertThat(told.get("type").stringValue()).isEqualTo(type.replace("-2048", ""));
            assertThat(told.get("spki-sha256").stringValue())
                    .isEqualTo(half.fingerprint().hex());
            assertThat(json(run("list", "-o", "json")).get("keys"))
                    .filteredOn(key -> key.get("label").stringValue().equals(type))
                    .singleElement()
                    .satisfies(key -> {
                        assertThat(key.get("extractable").booleanValue()).isFalse();
                        assertThat(key.get("uses"))
                                .extracting(JsonNode::stringValue)
                                .isEqualTo(type.startsWith("rsa") ? List.of("decrypt", "sign") : List.of("sign"));
                        assertThat(key.get("spki-sha256").stringValue())
                                .isEqualTo(half.fingerprint().hex());
                    });
        }
        assertThat(run("list").out())
                .contains("TOKEN")
                .contains("first")
                .contains("rsa-2048")
                .contains("ed25519");
    }

    @Test
    void refusesALabelOrAnIdThatIsTaken() {
        assertThat(run("generate", "--type", "ed25519", "--label", "one", "--id", "0a")
                        .code())
                .isZero();
        Answer label = run("generate", "--type", "ed25519", "--label", "one");
        assertThat(label.code()).isEqualTo(1);
        assertThat(label.err()).contains("has a key with label one already").contains("key_duplicate");
        assertThat(run("generate", "--type", "ed25519", "--label", "two", "--id", "0A")
                        .err())
                .contains("has a key with id 0a already");
    }

    @Test
    void triesAKeyAndSaysByWhichMechanismItWorks() {
        run("generate", "--type", "rsa-2048", "--label", "rsa");
        run("generate", "--type", "ed25519", "--label", "ed");
        Answer rsa = run("test", "--label", "rsa", "-o", "json");
        assertThat(rsa.code()).isZero();
        JsonNode trials = json(rsa);
        assertThat(trials.get(0).get("mechanism").stringValue()).isEqualTo("CKM_RSA_PKCS_OAEP");
        assertThat(trials.get(0).get("opsPerSecond").doubleValue()).isPositive();
        assertThat(trials.get(1).get("mechanism").stringValue()).isEqualTo("CKM_SHA256_RSA_PKCS");
        Answer ed = run("test", "--label", "ed");
        assertThat(ed.code()).isZero();
        assertThat(ed.out()).contains("the token does not let it decrypt").contains("CKM_EDDSA");
        assertThat(run("test", "--label", "none").code()).isEqualTo(1);
    }

    @Test
    void listsTokensWithoutAPin() {
        CommandLine line = Main.commandLine();
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out));
        assertThat(line.execute(
                        "keys", "hsm", "list", "--library", hsm.library().toString()))
                .isZero();
        assertThat(out.toString()).contains("first").doesNotContain("KEY ");
    }

    @Test
    void saysThatThePinIsWrongWithoutShowingIt() throws IOException {
        Files.writeString(pin, "9876");
        Answer refused = run("list");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("CKR_PIN_INCORRECT")
                .contains("custodian_refused")
                .doesNotContain("9876");
    }

    private record Answer(int code, String out, String err) {}

    private Answer run(String verb, String... words) {
        CommandLine line = Main.commandLine();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of(
                "keys",
                "hsm",
                verb,
                "--library",
                hsm.library().toString(),
                "--token-label",
                "first",
                "--pin",
                "file:" + pin));
        all.addAll(List.of(words));
        int code = line.execute(all.toArray(String[]::new));
        return new Answer(code, out.toString(), err.toString());
    }

    private static JsonNode json(Answer answer) {
        return JsonLines.MAPPER.readTree(answer.out());
    }
}
