package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.TenantDirectory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token counts in the header Authorization, and nowhere else; whoever puts it where it can be read by others is told. */
final class MisplacedTokensTest {

    private static final String TOKEN = "fake-reader";
    private static final String PATH = "/api/v1/fake/stream";

    private final TestingHttp http = new TestingHttp();

    @BeforeEach
    void recognise() {
        http.modules.add(new FakeModule().running());
        http.recognised.knows(
                TOKEN,
                new Principal(
                        "service-account:1",
                        Principal.Kind.SERVICE_ACCOUNT,
                        Optional.empty(),
                        Map.of(TenantDirectory.DEFAULT, Rights.of("connector.reader")),
                        Map.of(),
                        Instant.MAX,
                        "c1"));
    }

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> without(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.url(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request);
    }

    @Test
    void countsInItsHeader() {
        assertThat(http.get(TOKEN, PATH).statusCode()).isEqualTo(200);
        assertThat(without(PATH).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?access_token=", "?refresh_token=", "?token=", "?a=1&access_token=", "?access%5Ftoken="})
    void isRefusedInTheQueryAlsoBesidesItsHeader(String query) {
        for (HttpResponse<String> refused :
                List.of(without(PATH + query + TOKEN), http.get(TOKEN, PATH + query + TOKEN))) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("token_in_query").doesNotContain(TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {";access_token=", ";token="})
    void isRefusedInThePath(String parameter) {
        assertThat(without(PATH + parameter + TOKEN).body())
                .contains("malformed_path")
                .doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "Cookie, access_token=",
        "Cookie, a=b; access_token=",
        "Cookie, a=b;token=",
        "Cookie, refresh_token=",
        "Cookie, Authorization=Bearer ",
        "Referer, https://a.example/?access_token=",
        "Referer, https://a.example/?a=b&token=",
        "Referer, https://a.example/#access_token="
    })
    void isRefusedInOtherHeadersAndIgnoredBesidesItsOwn(String name, String value) {
        HttpResponse<String> refused = without(PATH, name, value + TOKEN);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("token_misplaced").doesNotContain(TOKEN);
        assertThat(http.send(http.as(TOKEN, PATH).header(name, value + "somebody-elses"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Cookie, session=1; csrf_token=2", "Cookie, xaccess_token=1", "Referer, https://a.example/tokens?x=1"})
    void isNotEverythingThatIsCalledSimilarly(String name, String value) {
        assertThat(without(PATH, name, value).body()).contains("missing_token");
    }

    @Test
    void countsForNothingInAForm() {
        HttpResponse<String> refused = http.send(HttpRequest.newBuilder(http.url("/api/v1/fake/echo/a"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("access_token=" + TOKEN)));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("missing_token").doesNotContain(TOKEN);
    }
}
