package io.traceconnector.app.http;

import io.traceconnector.app.keys.pkcs11.NativeTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HAProxy proves by its certificate that it is the one who names somebody. */
final class HaproxyTest extends FrontProxyContract {

    private final List<CertifiedProxy> certified = new ArrayList<>();

    @Override
    Running begin(Path directory) throws IOException {
        NativeTools.require(List.of("haproxy"), "haproxy");
        CertifiedProxy behind = new CertifiedProxy(directory);
        certified.add(behind);
        int port = FrontProxy.freePort();
        int http2Port = FrontProxy.freePort();
        Path configuration = behind.configured("haproxy.cfg", "/etc/haproxy", "");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replaceAll(
                                "user jane password .*", "user jane insecure-password \"" + FrontProxy.PASSWORD + "\"")
                        .replaceAll(
                                "bind :8443 .*",
                                "bind 127.0.0.1:" + port + "\n    bind 127.0.0.1:" + http2Port + " proto h2"));
        return new Running(
                behind.http,
                behind.module,
                FrontProxy.start(
                        directory, port, http2Port, List.of("haproxy", "-db", "-f", configuration.toString())));
    }

    @Test
    void pastHaproxyItsWordIsNobodys() throws IOException {
        certified.getFirst().assertOnlyTheProxyIsBelieved();
    }
}
