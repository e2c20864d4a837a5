package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class MediaFilesTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    private void keptAt(String url) {
        http.media.at("/files/abc/info", FakeUpstream.json(200, "{\"download_url\":\"" + url + "\",\"name\":\"n\"}"));
    }

    private URI link() {
        HttpResponse<String> response = http.get(TestingHttp.OURS, "/media/files/abc/info");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(MAPPER.readTree(response.body()).path("name").asString()).isEqualTo("n");
        return URI.create(MAPPER.readTree(response.body()).path("download_url").asString());
    }

    @Test
    void theLinkOfTheConnectorStreamsTheOriginalWithoutAToken() {
        keptAt(http.media.url() + "/kept?sig=a%2Bb");
        http.media.at("/kept", FakeUpstream.json(200, "the file"));

        URI link = link();
        HttpResponse<String> file = http.send(HttpRequest.newBuilder(link).header("Authorization", "Bearer x"));

        assertThat(link.toString()).startsWith(http.url("/media/download/").toString());
        assertThat(file.body()).isEqualTo("the file");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment");
        assertThat(http.media.received.getLast().uri()).isEqualTo("/kept?sig=a%2Bb");
        assertThat(http.media.received.getLast().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void aLinkHoldsForItsTargetOnly() {
        keptAt(http.media.url() + "/kept");
        URI link = link();
        List<String> parts = List.of(link.getPath().split("/"));
        String other = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((http.media.url() + "/other").getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(status("/media/download/" + parts.get(3) + "/" + parts.get(4) + "/" + other))
                .isEqualTo(404);
        assertThat(status("/media/download/9999999999/" + parts.get(4) + "/" + parts.get(5)))
                .isEqualTo(404);
        assertThat(status("/media/download/x/y/z")).isEqualTo(404);
        assertThat(http.media.received).hasSize(1);
    }

    private int status(String path) {
        return http.send(HttpRequest.newBuilder(http.url(path))).statusCode();
    }

    @Test
    void refusesOtherHosts() {
        for (String url : List.of(
                "http://169.254.169.254/latest",
                "http://127.0.0.1:1/x",
                "file:///etc/passwd",
                "http://u:p@" + http.media.url().getAuthority() + "/x",
                "//evil.example/x",
                "not a url")) {
            keptAt(url);
            HttpResponse<String> response = http.get(TestingHttp.OURS, "/media/files/abc/info");
            assertThat(response.statusCode()).as(url).isEqualTo(502);
            assertThat(response.body()).doesNotContain("evil", "passwd", "169.254");
        }
    }

    @Test
    void followsNoRedirectOfAFile() {
        keptAt(http.media.url() + "/kept");
        http.media.at("/kept", exchange -> {
            exchange.getResponseHeaders().set("Location", http.account.url() + "/inside");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        assertThat(http.send(HttpRequest.newBuilder(link())).statusCode()).isEqualTo(502);
        assertThat(http.account.received).isEmpty();
    }

    @Test
    void whatMediaRefusesIsHandedBack() {
        http.media.at("/files/abc/info", FakeUpstream.json(404, "{\"error\":\"none\"}"));

        HttpResponse<String> response = http.get(TestingHttp.OURS, "/media/files/abc/info");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"none\"}");
    }

    @Test
    void aFileThatIsCutIsCut() {
        keptAt(http.media.url() + "/kept");
        http.media.at("/kept", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        URI link = link();

        assertThatThrownBy(() -> http.send(HttpRequest.newBuilder(link))).isInstanceOf(UncheckedIOException.class);
    }
}
