package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class BoundsTest {

    private static TestingHttp bounded(int concurrent, int perCaller, Duration drain) {
        return new TestingHttp(config -> TestingHttp.config(TestingHttp.limits(concurrent, perCaller), drain));
    }

    private static CompletableFuture<HttpResponse<String>> slow(TestingHttp http, FakeModule module)
            throws InterruptedException {
        http.modules.add(module.running());
        var pending = http.client.sendAsync(
                http.as(TestingHttp.STATIC, "/api/v1/fake/slow").build(), HttpResponse.BodyHandlers.ofString());
        module.entered.await();
        return pending;
    }

    @Test
    void aboveTheBoundOfACallerItIsAskedToWait() throws Exception {
        FakeModule module = new FakeModule();
        try (TestingHttp http = bounded(10, 1, Duration.ofSeconds(5))) {
            var pending = slow(http, module);

            HttpResponse<String> second = http.get(TestingHttp.STATIC, "/api/v1/fake/echo/a");
            HttpResponse<String> other = http.get(TestingHttp.OURS, "/account/info");
            module.released.countDown();

            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(pending.get().statusCode()).isEqualTo(200);
            Awaitility.await()
                    .until(() ->
                            http.get(TestingHttp.STATIC, "/api/v1/fake/echo/a").statusCode() == 200);
        }
    }

    @Test
    void aboveTheBoundOfAllEverybodyIs() throws Exception {
        FakeModule module = new FakeModule();
        try (TestingHttp http = bounded(1, 1, Duration.ofSeconds(5))) {
            var pending = slow(http, module);

            HttpResponse<String> second = http.get(TestingHttp.OURS, "/account/info");
            module.released.countDown();

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.body()).contains("busy");
            pending.get();
        }
    }

    @Test
    void aClientThatLeavesMakesNoRoomForMoreWork() throws Exception {
        FakeModule module = new FakeModule();
        try (TestingHttp http = bounded(1, 1, Duration.ofSeconds(5))) {
            http.modules.add(module.running());
            new RawClient(http.api.port())
                    .exchange(
                            "GET /api/v1/fake/slow HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.STATIC
                                    + "\r\n\r\n",
                            300);

            assertThat(http.get(TestingHttp.OURS, "/account/info").statusCode()).isEqualTo(503);
            module.released.countDown();
            Awaitility.await()
                    .until(() -> http.get(TestingHttp.OURS, "/account/info").statusCode() == 200);
        }
    }

    @Test
    void aWriterWaitsForASlowReaderAndEndsWithIt() throws Exception {
        FakeModule module = new FakeModule();
        try (TestingHttp http = new TestingHttp()) {
            http.modules.add(module.running());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.api.port())) {
                socket.getOutputStream()
                        .write(("GET /api/v1/fake/endless HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                                        + TestingHttp.STATIC + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                long held = settled(module.written);
                socket.getInputStream().readNBytes(8 << 20);

                assertThat(settled(module.written)).isGreaterThan(held).isLessThan(held + (32 << 20));
            }
            Awaitility.await().until(() -> http.manage("/metrics").body().contains("http_server_requests_active 0.0"));
        }
    }

    /** What a counter says once it stands still. */
    private static long settled(AtomicLong counter) {
        AtomicLong last = new AtomicLong(-1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .until(() -> counter.get() > 0 && last.getAndSet(counter.get()) == counter.get());
        return counter.get();
    }

    @Test
    void stoppingLetsRequestsFinishAndTakesNoMore() throws Exception {
        FakeModule module = new FakeModule();
        TestingHttp http = bounded(10, 10, Duration.ofSeconds(30));
        var pending = slow(http, module);
        Thread stopping = Thread.startVirtualThread(http.api::close);

        Awaitility.await().until(() -> http.manage("/readyz").statusCode() == 503);
        assertThat(pending).isNotDone();
        module.released.countDown();

        assertThat(pending.get().statusCode()).isEqualTo(200);
        stopping.join();
        http.close();
    }

    @Test
    void stoppingCutsWhatDoesNotFinish() throws Exception {
        FakeModule module = new FakeModule();
        TestingHttp http = bounded(10, 10, Duration.ofMillis(100));
        var pending = slow(http, module);

        http.close();

        assertThat(pending).failsWithin(Duration.ofSeconds(10)).withThrowableOfType(ExecutionException.class);
    }

    @Test
    void refusesLongUrlsAndManyOrLargeHeaders() throws IOException {
        try (TestingHttp http = new TestingHttp()) {
            String begin = "GET /account/info HTTP/1.1\r\nHost: a\r\n";
            RawClient client = new RawClient(http.api.port());

            assertThat(client.exchange("GET /" + "x".repeat(3000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                    .startsWith("HTTP/1.1 414")
                    .doesNotEndWith("[open]");
            assertThat(client.exchange(begin + "X: y\r\n".repeat(60) + "\r\n"))
                    .doesNotContain("HTTP/1.1 200", "[open]");
            assertThat(client.exchange(begin + "X: " + "y".repeat(20_000) + "\r\n\r\n"))
                    .doesNotContain("HTTP/1.1 200", "[open]");
        }
    }

    @Test
    void theConfigurationRefusesBoundsThatCannotHold() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> TestingHttp.limits(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("concurrent");
    }
}
