package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceConfigTest {

    private static final LimitConfig LIMITS = new LimitConfig(64, 1024, 1, 1024);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://trace-api.example.com",
                "http://localhost:8080",
                "http://127.0.0.1:9",
                "http://[::1]:9/base",
                "HTTPS://a.example"
            })
    void takesHttpsAndLoopback(String url) {
        assertThat(config(url).url()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://trace-api.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost@example.com",
                "ftp://localhost",
                "https:/nowhere",
                "https://user:secret@example.com",
                "https://example.com?key=1",
                "trace"
            })
    void refusesWhatWouldSendCredentialsInClear(String url) {
        assertThatThrownBy(() -> config(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url must be")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void dropsTheSlashAtTheEnd() {
        assertThat(config("https://example.com/api/").url()).isEqualTo(URI.create("https://example.com/api"));
    }

    private static TraceConfig config(String url) {
        return TestClient.config(URI.create(url), Duration.ofSeconds(1), LIMITS);
    }
}
