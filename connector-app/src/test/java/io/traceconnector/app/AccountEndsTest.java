package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an administrator changes about a service account holds for its secrets and its tokens, in a whole connector, as soon as it is answered. */
class AccountEndsTest {

    private static final String ACCOUNTS = "/tenants/default/service-accounts";
    private static final String TOKEN = "/auth/realms/default/protocol/openid-connect/token";
    private static final String[] JSON = {"Content-Type", "application/json"};

    @TempDir
    private static Path directory;

    private static CallersRun run;

    private String id = "";
    private String secret = "";
    private String token = "";

    @BeforeAll
    static void begin() throws Exception {
        run = new CallersRun(directory);
    }

    @AfterAll
    static void end() throws Exception {
        run.end();
        run.close();
    }

    @BeforeEach
    void makeAnAccount() throws Exception {
        JsonNode made = run.issued(run.management() + ACCOUNTS, draft(), JSON);
        id = made.path("clientId").asString();
        secret = made.path("clientSecret").asString();
        token = token(secret);
        assertThat(info(token)).isEqualTo(200);
    }

    private static String draft() throws Exception {
        String roles = JsonLines.MAPPER
                .readTree(run.manage("GET", "/tenants/default/spaces", "").body())
                .path("spaces")
                .valueStream()
                .map(space -> "\"" + space.path("id").asString() + "\":[\"connector.reader\"]")
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"scopedRoles\":" + roles + "}";
    }

    private HttpResponse<String> asked(String with) throws Exception {
        String form =
                CallersRun.form(Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", with));
        return run.ask("POST", TOKEN, form, "Content-Type", "application/x-www-form-urlencoded");
    }

    private String token(String with) throws Exception {
        HttpResponse<String> answer = asked(with);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonLines.MAPPER.readTree(answer.body()).path("access_token").asString();
    }

    private static int info(String with) throws Exception {
        return run.ask("GET", "/info", "", "Authorization", "Bearer " + with).statusCode();
    }

    private String rotated(String how) throws Exception {
        return run.issued(run.management() + ACCOUNTS + "/" + id + ":rotate", how, JSON)
                .path("clientSecret")
                .asString();
    }

    @Test
    void anOldSecretWorksDuringItsGraceAndNotAfterwards() throws Exception {
        String next = rotated("{\"grace\":\"PT2S\"}");

        assertThat(asked(secret).statusCode()).isEqualTo(200);
        assertThat(asked(next).statusCode()).isEqualTo(200);
        await().until(() -> asked(secret).statusCode() == 401);
        assertThat(asked(next).statusCode()).isEqualTo(200);
        assertThat(info(token)).as("a token that was given out before").isEqualTo(200);
    }

    @Test
    void ofTwoRotationsTheFirstSecretIsOver() throws Exception {
        String second = rotated("{\"grace\":\"PT1H\"}");
        String third = rotated("{\"grace\":\"PT1H\"}");

        assertThat(asked(secret).statusCode()).isEqualTo(401);
        assertThat(asked(second).statusCode()).isEqualTo(200);
        assertThat(asked(third).statusCode()).isEqualTo(200);
    }

    @Test
    void aRotationThatSaysSoEndsTheTokens() throws Exception {
        String next = rotated("{\"grace\":\"PT1H\",\"revokeIssued\":true}");

        assertThat(info(token)).isEqualTo(401);
        assertThat(info(token(next))).isEqualTo(200);
    }

    @Test
    void aDisabledAccountHasNeitherTokensNorASecretAndGetsNewOnesOnly() throws Exception {
        assertThat(run.manage("POST", ACCOUNTS + "/" + id + ":disable", "").statusCode())
                .isEqualTo(200);

        assertThat(info(token)).isEqualTo(401);
        assertThat(asked(secret).statusCode()).isEqualTo(401);
        run.manage("POST", ACCOUNTS + "/" + id + ":enable", "");
        assertThat(info(token)).isEqualTo(401);
        assertThat(info(token(secret))).isEqualTo(200);
    }

    @Test
    void whoeverIsMadeUnderADeletedOnesNameGetsNothingOfIts() throws Exception {
        assertThat(run.manage("DELETE", ACCOUNTS + "/" + id, "").statusCode()).isEqualTo(200);
        assertThat(info(token)).isEqualTo(401);
        assertThat(asked(secret).statusCode()).isEqualTo(401);

        JsonNode again = run.issued(
                run.management() + ACCOUNTS, draft().replaceFirst("\\{", "{\"clientId\":\"" + id + "\","), JSON);

        assertThat(again.path("clientId").asString()).isEqualTo(id);
        assertThat(info(token)).isEqualTo(401);
        assertThat(asked(secret).statusCode()).isEqualTo(401);
        assertThat(info(token(again.path("clientSecret").asString()))).isEqualTo(200);
    }
}
