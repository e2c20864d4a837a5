package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.modules.ModuleState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ModuleRoutesTest {

    private final TestingHttp http = new TestingHttp();
    private final FakeModule module = new FakeModule();

    @BeforeEach
    void run() {
        http.modules.add(module.running());
    }

    @AfterEach
    void close() {
        module.released.countDown();
        http.close();
    }

    @Test
    void aModuleIsAskedOnAVirtualThreadWithItsCaller() {
        HttpResponse<String> response = http.send(http.as(TestingHttp.STATIC, "/api/v1/fake/echo/a%20b?q=1&q=2")
                .POST(HttpRequest.BodyPublishers.ofString("{\"x\":1}")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"name\":\"a b\"", "[1, 2]", "\"virtual\":true", "token:1", "{\\\"x\\\":1}");
    }

    @Test
    void anAccountHasTheRelaysAndNothingElse() {
        HttpResponse<String> response = http.get(TestingHttp.OURS, "/api/v1/fake/echo/a");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("relays_only");
    }

    @Test
    void aLargeAnswerStreams() {
        assertThat(http.get(TestingHttp.STATIC, "/api/v1/fake/stream").body()).hasSize(1_000_008);
    }

    @Test
    void anAnswerThatFailsInTheMiddleIsCut() throws IOException {
        assertThatThrownBy(() -> http.get(TestingHttp.STATIC, "/api/v1/fake/broken"))
                .isInstanceOf(UncheckedIOException.class);
        String raw = new RawClient(http.api.port())
                .exchange(
                        "GET /api/v1/fake/broken HTTP/1.0\r\nAuthorization: Bearer " + TestingHttp.STATIC + "\r\n\r\n");
        assertThat(raw).endsWith("[reset]");
    }

    @Test
    void anAnswerIsChunkedAlsoWhereTheConnectionCloses() throws IOException {
        String raw = new RawClient(http.api.port())
                .exchange("GET /api/v1/fake/stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                        + TestingHttp.STATIC + "\r\n\r\n");

        assertThat(raw).contains("Transfer-Encoding: chunked").endsWith("0\r\n\r\n");
    }

    @Test
    void problemsKeepTheirMembersAndFailuresTheirSecrets() {
        HttpResponse<String> problem = http.get(TestingHttp.STATIC, "/api/v1/fake/problem");
        HttpResponse<String> failure = http.get(TestingHttp.STATIC, "/api/v1/fake/failure");

        assertThat(problem.statusCode()).isEqualTo(422);
        assertThat(problem.body()).contains("\"code\":\"query_malformed\"", "\"position\":3");
        assertThat(failure.statusCode()).isEqualTo(500);
        assertThat(failure.body()).contains("\"code\":\"internal\"").doesNotContain("inner words");
        assertThat(failure.body())
                .contains(failure.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void aModuleThatDoesNotRunIsUnavailableAndComesBack() {
        http.modules.set(0, new HostedModule("fake", new ModuleState.Starting()));
        HttpResponse<String> response = http.get(TestingHttp.STATIC, "/api/v1/fake/echo/a");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("module_unavailable");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();

        http.modules.set(0, new FakeModule().running());

        assertThat(http.get(TestingHttp.STATIC, "/api/v1/fake/echo/a").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRouteOutsideTheModulesOwnPathIsNotServed() {
        assertThat(http.get(TestingHttp.STATIC, "/api/v1/other/outside").statusCode())
                .isEqualTo(404);
    }

    @Test
    void methodsAndHead() {
        HttpResponse<String> wrong =
                http.send(http.as(TestingHttp.STATIC, "/api/v1/fake/echo/a").DELETE());
        HttpResponse<String> head = http.send(
                http.as(TestingHttp.STATIC, "/api/v1/fake/echo/a").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aRequestIdIsTakenWhenItIsWellFormed() {
        HttpResponse<String> given =
                http.send(http.as(TestingHttp.STATIC, "/api/v1/fake/problem").header("X-Request-Id", "order-4711.a"));
        HttpResponse<String> bad =
                http.send(http.as(TestingHttp.STATIC, "/api/v1/fake/problem").header("X-Request-Id", "a b<script>"));

        assertThat(given.headers().firstValue("X-Request-Id")).contains("order-4711.a");
        assertThat(given.body()).contains("order-4711.a");
        assertThat(bad.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{24}");
    }

    @Test
    void aBodyAboveTheBoundIsRefusedAlsoWithoutALength() throws IOException {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        String response = new RawClient(http.api.port())
                .exchange("POST /api/v1/fake/echo/a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.STATIC
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(4) + "0\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 413").doesNotEndWith("[open]");
    }
}
