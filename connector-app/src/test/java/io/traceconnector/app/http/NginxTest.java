package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.proxy.TestingProxy;
import io.traceconnector.app.keys.pkcs11.NativeTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** nginx proves by signature that it is the one who names somebody. */
final class NginxTest extends FrontProxyContract {

    private static final String PACKAGES = "nginx libnginx-mod-http-js";
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_js_module.so");

    @Override
    Running begin(Path directory) throws IOException {
        NativeTools.require(List.of("nginx"), PACKAGES);
        if (!Files.exists(MODULE)) {
            NativeTools.refuse(MODULE, PACKAGES);
        }
        TestingHttp http = new TestingHttp(UnaryOperator.identity(), TestingProxy.signing(directory), List.of());
        FakeModule module = new FakeModule();
        http.modules.add(module.running());
        return new Running(http, module, Nginx.start(directory, http.api.port()));
    }

    @Test
    void pastNginxItsWordIsNobodys() throws IOException {
        String response = new RawClient(connector().api.port())
                .exchange("GET " + ECHO + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "X-Forwarded-User: jane\r\nX-Forwarded-Groups: readers\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 401").contains("proxy_not_proven");
    }
}
