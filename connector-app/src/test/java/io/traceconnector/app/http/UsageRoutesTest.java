package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.usage.TestingUsage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UsageRoutesTest {

    private static final String ECHO = "/api/v1/fake/echo/a";

    private final TestingHttp http = new TestingHttp();

    UsageRoutesTest() {
        http.modules.add(new FakeModule().running());
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void operatorsSeeWhatEachCallerHasUsed() {
        http.get(TestingHttp.STATIC, ECHO);
        http.get(TestingHttp.STATIC, ECHO);
        http.get("unknown-token-0123456789", ECHO);

        assertThat(http.manage("/usage").body())
                .contains("\"tenant\":\"default\",\"caller\":\"token:1\",\"calls\":2")
                .doesNotContain("unknown");
        assertThat(http.manage("/usage?tenant=other").body()).contains("\"usage\":[]");
        assertThat(http.manage("/usage?from=2026-01-01&to=2026-01-31").body()).contains("\"usage\":[]");
        assertThat(http.manage("/usage?from=today").statusCode()).isEqualTo(400);
    }

    @Test
    void whoAsksWhoItIsIsCountedToo() {
        http.get(TestingHttp.STATIC, "/info");
        http.get(TestingHttp.STATIC, "/tenants");

        assertThat(http.manage("/usage").body()).contains("\"tenant\":\"default\",\"caller\":\"token:1\",\"calls\":2");
        http.usage.decrypted(new TenantId("default"), "token:1", TestingUsage.LINKS);
        assertThat(http.get(TestingHttp.STATIC, "/info").body()).contains("quota_exceeded");
    }

    @Test
    void aCallerAboveItsQuotaWaitsForTomorrowAndAnotherDoesNot() {
        http.usage.decrypted(new TenantId("default"), "token:1", TestingUsage.LINKS);

        HttpResponse<String> refused = http.get(TestingHttp.STATIC, ECHO);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("quota_exceeded");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 86_400L);
        assertThat(http.get(TestingHttp.OURS, "/account/info").statusCode()).isEqualTo(200);
    }
}
