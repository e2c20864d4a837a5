package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.traceconnector.app.http.TestingCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and a management port that speaks TLS and wants to see whom it speaks with. */
final class ClientTlsTest {

    private final TestingCertificates certificates;
    private final HttpsServer server;
    private final String url;

    ClientTlsTest(@TempDir Path directory) throws IOException {
        certificates = new TestingCertificates(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(certificates.client(Optional.of(certificates.identity("127.0.0.1")))) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters required = getSSLContext().getDefaultSSLParameters();
                        required.setNeedClientAuth(true);
                        parameters.setSSLParameters(required);
                    }
                });
        server.createContext("/sync", exchange -> {
            byte[] answer = "{\"synchronised\":true}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        url = "https://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int syncStatus(String... options) {
        String[] command = new String[options.length + 4];
        command[0] = "sync";
        command[1] = "status";
        command[2] = "--management";
        command[3] = url;
        System.arraycopy(options, 0, command, 4, options.length);
        return Main.commandLine().execute(command);
    }

    @Test
    void aCommandTrustsTheNamedAuthorityAndShowsItsCertificate() {
        var operator = certificates.identity("operator.example");

        assertThat(syncStatus(
                        "--management-ca", certificates.authorityFile().toString(),
                        "--management-certificate", operator.certificateFile().toString(),
                        "--management-key", operator.keyFile().toString()))
                .isZero();
        assertThat(syncStatus("--management-ca", certificates.authorityFile().toString()))
                .isEqualTo(1);
        assertThat(syncStatus()).isEqualTo(1);
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() {
        assertThatThrownBy(() -> ClientTls.of(
                        certificates.authorityFile(), Optional.of(certificates.authorityFile()), Optional.empty()))
                .isInstanceOf(CommandException.class);
    }
}
