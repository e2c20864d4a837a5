package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static io.traceconnector.app.callers.tokens.TestingTokens.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.ChangedAccount;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose ids and secrets have signs that mean something elsewhere, and the spaces that their tokens reach. */
final class ClientFormsTest {

    private static final Map<String, String> GRANT = Map.of("grant_type", "client_credentials");
    private static final String COLONS = "acme:main:x7";

    private static TokenServer server;

    @BeforeAll
    static void start() {
        server = new TokenServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void add(String client, String secret) {
        server.tokens.identities.add(
                ChangedAccount.of(server.tokens.account)
                        .named(client, "x@acme.example")
                        .made(),
                secret);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int asked(String header) {
        return server.post(server.endpoint("token"), GRANT, "Authorization", header)
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a+b", "a%b", "100%", "a b", "é😀", "a%41", "=&?#", "\"\\"})
    void areKnownByTheirSecretEncodedInTheHeaderAndInTheBody(String secret) {
        add(COLONS, secret);

        assertThat(asked(basic(encoded(COLONS) + ":" + encoded(secret)))).isEqualTo(200);
        assertThat(asked(basic(encoded(COLONS) + ":" + encoded(secret)).replaceAll("=+$", "")))
                .isEqualTo(200);
        assertThat(asked(basic(encoded(COLONS) + ":" + encoded(secret + "x")))).isEqualTo(401);
        assertThat(server.post(
                                server.endpoint("token"),
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_id",
                                        COLONS,
                                        "client_secret",
                                        secret))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Many clients send it as it is: what is no encoding counts as it came. */
    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a%b", "100%", "é", "%zz"})
    void areKnownByTheirSecretAsItIsWhereThatIsNoEncoding(String secret) {
        add("acme-raw", secret);

        assertThat(asked(basic("acme-raw:" + secret))).isEqualTo(200);
        assertThat(asked(basic("acme-raw:" + secret + "x"))).isEqualTo(401);
    }

    /** Who sent an id with colons as it is, is split elsewhere, and told. */
    @Test
    void areNotKnownByAnIdWithColonsThatIsNotEncoded() {
        add(COLONS, "secret");

        HttpResponse<String> refused =
                server.post(server.endpoint("token"), GRANT, "Authorization", basic(COLONS + ":secret"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("percent-encode ':'");
    }

    @Test
    void areRefusedInWordsThatNoCacheKeeps() {
        String form = "application/x-www-form-urlencoded";
        String id = "client_id=acme-orders&client_secret=";
        for (HttpRequest.Builder request : List.of(
                post(form, "grant_type=client_credentials&" + id + "wrong"),
                post(form, id + SECRET),
                post(form, ""),
                post(form, "grant_type=client_credentials&grant_type=x&" + id + SECRET),
                post("application/json", "{}"),
                post("text/plain", "grant_type=client_credentials&" + id + SECRET),
                post(form, "a".repeat(65 * 1024)),
                HttpRequest.newBuilder(server.endpoint("token")),
                HttpRequest.newBuilder(server.endpoint("token"))
                        .PUT(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&" + id + SECRET)))) {
            HttpResponse<String> refused = server.http.send(request);
            assertThat(refused.statusCode()).as(refused.body()).isIn(400, 401, 405, 413);
            assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    private static HttpRequest.Builder post(String type, String body) {
        return HttpRequest.newBuilder(server.endpoint("token"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Another tenant's space and one that there is not are the same to a client. */
    @Test
    void reachTheirOwnTenantsSpacesAndNoOthers() {
        String token = server.token();
        String foreign = in(token, server.tokens.beta.operational().getFirst().id());

        assertThat(foreign).startsWith("404").contains("space_unknown");
        assertThat(in(token, server.tokens.beta.definitional().id())).isEqualTo(foreign);
        assertThat(in(token, UUID.randomUUID())).isEqualTo(foreign);
        assertThat(in(token, server.tokens.acme.definitional().id())).startsWith("200");
        // Its own, and no place for what is asked there.
        assertThat(in(token, server.tokens.acme.operational().getFirst().id())).startsWith("403");
    }

    private static String in(String token, UUID space) {
        String byHeader = told(server.http.as(token, "/api/v1/workflows").header("Connector-Space", space.toString()));
        assertThat(told(server.http.as(token, "/" + space + "/api/v1/workflows")))
                .as("named in the path")
                .isEqualTo(byHeader);
        return byHeader;
    }

    private static String told(HttpRequest.Builder request) {
        HttpResponse<String> answer = server.http.send(request);
        return answer.statusCode() + answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @Test
    void nameOneSpaceWhereTheyNameItTwice() {
        String token = server.token();
        UUID space = server.tokens.acme.definitional().id();
        String path = "/" + space + "/api/v1/workflows";

        assertThat(told(server.http.as(token, path).header("Connector-Space", space.toString())))
                .startsWith("200");
        assertThat(told(server.http
                        .as(token, path.toUpperCase(Locale.ROOT).replace("/API/V1/WORKFLOWS", "/api/v1/workflows"))
                        .header("Connector-Space", space.toString())))
                .startsWith("200");
        assertThat(told(server.http
                        .as(token, path)
                        .header("Connector-Space", UUID.randomUUID().toString())))
                .startsWith("400")
                .contains("spaces_differ");
        assertThat(told(server.http
                        .as(token, path)
                        .header("Connector-Space", space.toString())
                        .header("Connector-Space", UUID.randomUUID().toString())))
                .startsWith("400")
                .contains("spaces_differ");
    }

    /** A proxy in front might have looked at the other one. */
    @ParameterizedTest
    @ValueSource(strings = {"Connector-Tenant", "Connector-Space", "Connector-Organisation"})
    void nameNothingTwiceInHeaders(String header) {
        String first = header.equals("Connector-Space")
                ? server.tokens.acme.definitional().id().toString()
                : "acme";
        String path = "/api/v1/workflows";

        assertThat(told(server.http.as(server.token(), path).header(header, first)))
                .startsWith("200");
        assertThat(told(server.http
                        .as(server.token(), path)
                        .header(header, first)
                        .header(header, "beta")))
                .startsWith("400")
                .contains("s_differ\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/api/v1/workflows",
                "/%s/openapi.json",
                "/%s/info",
                "/%s/%s/api/v1/workflows",
                "/%s/api/v1",
                "/1%s/api/v1/workflows"
            })
    void nameNoSpaceElsewhereInAPath(String path) {
        assertThat(told(server.http.as(
                        server.token(),
                        path.replace(
                                "%s", server.tokens.acme.definitional().id().toString()))))
                .startsWith("404")
                .contains("unknown_path");
    }
}
