package io.traceconnector.app.http;

import io.traceconnector.app.keys.pkcs11.NativeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Apache httpd proves by its certificate that it is the one who names somebody. */
final class HttpdTest extends FrontProxyContract {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final List<CertifiedProxy> certified = new ArrayList<>();

    @Override
    Running begin(Path directory) throws IOException, GeneralSecurityException {
        NativeTools.require(List.of("apache2"), "apache2");
        CertifiedProxy behind = new CertifiedProxy(directory);
        certified.add(behind);
        int port = FrontProxy.freePort();
        byte[] hash =
                MessageDigest.getInstance("SHA-1").digest(FrontProxy.PASSWORD.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                directory.resolve("users"), "jane:{SHA}" + Base64.getEncoder().encodeToString(hash) + "\n");
        Path configuration = behind.configured("httpd.conf", "/etc/apache2", own(directory));
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replaceAll("(Listen |VirtualHost \\*:)8443", "$1" + port)
                        .replace("Listen ", "Listen 127.0.0.1:")
                        .replaceAll("(?m)^ *(SSLEngine|SSLCertificateFile) .*\n", ""));
        return new Running(
                behind.http,
                behind.module,
                FrontProxy.start(directory, port, port, List.of("apache2", "-X", "-f", configuration.toString())));
    }

    /** What a distribution has in its own configuration. */
    private static String own(Path directory) {
        String modules = Stream.of(
                        "mpm_event",
                        "authn_core",
                        "authn_file",
                        "authz_core",
                        "authz_user",
                        "auth_basic",
                        "headers",
                        "http2",
                        "proxy",
                        "proxy_http",
                        "ssl")
                .map(module -> "LoadModule " + module + "_module " + MODULES + "/mod_" + module + ".so\n")
                .collect(Collectors.joining());
        return modules + "ServerRoot " + directory + "\nServerName a\nPidFile " + directory + "/httpd.pid\nErrorLog "
                + directory + "/httpd.log\nProtocols h2c http/1.1\nDefaultRuntimeDir " + directory + "\n";
    }

    @Test
    void pastHttpdItsWordIsNobodys() throws IOException {
        certified.getFirst().assertOnlyTheProxyIsBelieved();
    }
}
