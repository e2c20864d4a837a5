package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.pkcs11.Fault;
import io.traceconnector.app.keys.pkcs11.FaultyLibrary;
import io.traceconnector.app.keys.pkcs11.PinFile;
import io.traceconnector.app.keys.pkcs11.SoftHsm;
import io.traceconnector.app.keys.pkcs11.SoftHsmToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole connector with its keys in a token whose library fails. */
class HsmFaultsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINKS = 300;
    /** Enough for the keys to be loaded and a page of links to be opened, and for no more. */
    private static final int OPENED_BEFORE = 40;

    @TempDir
    private Path directory;

    @Test
    void stallsWhileTheTokenFailsAnswersMeanwhileAndFindsEveryLinkAfterwards() throws Exception {
        SoftHsm hsm = SoftHsm.start(directory);
        SoftHsmToken token = hsm.token("demo", "1234");
        Path publicKeys = TokenKeys.load(token, Files.createDirectory(directory.resolve("public")));
        FaultyLibrary library = FaultyLibrary.compile(directory, hsm.library());
        SecretSource pin = new PinFile(directory.resolve("pin")).holding(token.pin());
        library.faultAfter(OPENED_BEFORE, "C_Decrypt", Fault.DEVICE_REMOVED);
        try (TestingSandbox sandbox =
                        TestingSandbox.start(directory.resolve("sandbox"), LINKS, "--our-keys", publicKeys.toString());
                TestingConnector connector = TestingConnector.start(
                        sandbox,
                        directory.resolve("connector"),
                        "hsms.demo.library=" + library.path(),
                        "hsms.demo.token-label=demo",
                        "hsms.demo.pin=" + pin.reference(),
                        "hsms.demo.retry=50ms",
                        "hsms.demo.max-retry=200ms",
                        "decrypt.unwrap-deadline=1s")) {
            await().atMost(PATIENCE).until(() -> library.struck() > 0);
            for (Fault fault : List.of(
                    Fault.DEVICE_REMOVED,
                    Fault.SESSION_HANDLE_INVALID,
                    Fault.USER_NOT_LOGGED_IN,
                    Fault.FUNCTION_FAILED,
                    Fault.SLOW)) {
                library.fault("C_Decrypt", fault);
                library.closeAllSessions();
                await().atMost(PATIENCE).until(() -> library.struck() > 0);
                answers(connector);
                assertThat(connector.synchronised()).as("%s", fault).isFalse();
            }
            library.heal("C_Decrypt");

            await().atMost(PATIENCE).until(connector::synchronised);
            assertThat(connector.everyHash()).doesNotHaveDuplicates().hasSize(sandbox.linksForUs());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(connector
                                    .search("link.verified:true", 1, Optional.empty())
                                    .path("total")
                                    .longValue())
                            .isEqualTo(sandbox.linksForUs()));
        }
    }

    /** Local data and the process are there whatever the token does. */
    private static void answers(TestingConnector connector) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> alive = client.send(
                    HttpRequest.newBuilder(URI.create(connector.management() + "/livez"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(alive.statusCode()).isEqualTo(200);
            HttpResponse<String> found = client.send(
                    HttpRequest.newBuilder(URI.create(connector.api() + "/api/v1/search?q=*:*&limit=1"))
                            .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        }
    }
}
