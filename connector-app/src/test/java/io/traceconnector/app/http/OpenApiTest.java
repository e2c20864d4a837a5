package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.traceconnector.api.Payload;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class OpenApiTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TraceId TRACE = new TraceId("t-1");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final TestingHttp http = new TestingHttp();

    @BeforeEach
    void fill() {
        http.modules.add(new FakeModule().running());
        http.links.workflows.put(TestingHttp.ACME, List.of(new Workflow(new WorkflowId("1"), "Orders")));
        http.links.workflows.put(TestingHttp.BETA, List.of());
        http.traces.put(
                TRACE,
                List.of(
                        Segments.of(TRACE, 'a', new Payload.Opened(FakeOpener.SECRET)),
                        Segments.of(TRACE, 'b', new Payload.NotForUs())));
        http.media.at(
                "/files/abc/info", FakeUpstream.json(200, "{\"download_url\":\"" + http.media.url() + "/kept\"}"));
    }

    @AfterEach
    void close() {
        http.close();
    }

    private JsonNode document() {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(http.url("/openapi.json")));
        assertThat(response.statusCode()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    @Test
    void theDocumentIsOpenApi() throws IOException {
        try (InputStream meta = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("openapi-3.1.json"))) {
            Schema schema = registry.getSchema(MAPPER.readTree(meta));

            assertThat(schema.validate(document())).isEmpty();
        }
    }

    @Test
    void aTokenIsShownInEitherOfTwoWaysAndAtTheEntranceInNone() {
        JsonNode document = document();

        assertThat(document.path("components").path("securitySchemes"))
                .allSatisfy(scheme -> assertThat(scheme.path("type").asString()).isEqualTo("http"))
                .map(scheme -> scheme.path("scheme").asString())
                .containsExactly("bearer", "dpop");
        assertThat(security(document, "/api/v1/workflows", "get")).isEqualTo("[{\"bearer\":[]},{\"dpop\":[]}]");
        assertThat(security(document, "/openapi.json", "get")).isEqualTo("[]");
    }

    private static String security(JsonNode document, String path, String method) {
        return document.path("paths").path(path).path(method).path("security").toString();
    }

    @Test
    void operationIdsAreUnique() {
        Set<String> ids = new HashSet<>();
        document()
                .path("paths")
                .forEach(item -> item.forEach(operation -> assertThat(
                                ids.add(operation.path("operationId").asString()))
                        .as(operation.path("operationId").asString())
                        .isTrue()));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = document();
        List<String> references = document.findValuesAsString("$ref");

        assertThat(references).isNotEmpty();
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .isTrue());
    }

    @Test
    void everyDescribedOperationIsServedAndRefusesStrangers() {
        document()
                .path("paths")
                .propertyStream()
                .forEach(item -> item.getValue().propertyStream().forEach(operation -> {
                    String path = item.getKey().replaceAll("\\{[^}]*}", "x");
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    int status = http.send(HttpRequest.newBuilder(http.url(path))
                                    .method(method, HttpRequest.BodyPublishers.noBody()))
                            .statusCode();
                    boolean open = operation.getValue().path("security").isEmpty();
                    if (open) {
                        assertThat(status).as(method + " " + path).isNotIn(405, 403, 500);
                    } else {
                        assertThat(status).as(method + " " + path).isEqualTo(401);
                    }
                }));
    }

    @Test
    void everyOperationTellsItsKindOfSpaceAndWhetherItTakesAway() {
        JsonNode paths = document().path("paths");

        paths.forEach(item -> item.forEach(operation -> {
            assertThat(operation.path("x-space-kind").asString("")).isIn("definitional", "operational", "none");
            assertThat(operation.path("x-destructive").isBoolean()).isTrue();
        }));
        assertThat(told(paths, "/api/v1/workflows", "get")).isEqualTo("definitional false");
        assertThat(told(paths, "/api/v1/links/{hash}", "get")).isEqualTo("operational false");
        assertThat(told(paths, "/openapi.json", "get")).isEqualTo("none false");
        assertThat(told(paths, "/account/{rest}", "get")).isEqualTo("operational false");
        assertThat(told(paths, "/account/{rest}", "post")).isEqualTo("operational true");
        assertThat(told(paths, "/tenants/{tenant}/service-accounts/{id}", "delete"))
                .isEqualTo("definitional true");
        assertThat(told(paths, "/tenants/{tenant}/service-accounts/{id}:disable", "post"))
                .isEqualTo("definitional true");
        assertThat(told(paths, "/tenants/{tenant}/service-accounts/{id}:enable", "post"))
                .isEqualTo("definitional false");
    }

    private static String told(JsonNode paths, String path, String method) {
        JsonNode operation = paths.path(path).path(method);
        return operation.path("x-space-kind").asString() + " "
                + operation.path("x-destructive").asBoolean();
    }

    @Test
    void everyServedOperationIsDescribed() {
        JsonNode paths = document().path("paths");

        assertThat(paths.propertyNames())
                .contains(
                        "/trace/graphql",
                        "/account/login",
                        "/account/salt",
                        "/account/{rest}",
                        "/media/{rest}",
                        "/media/files/{digest}/info",
                        "/media/download/{expires}/{mac}/{target}",
                        "/api/v1/workflows",
                        "/api/v1/traces/{id}",
                        "/api/v1/links/{hash}",
                        "/openapi.json");
        new FakeModule()
                .routes().stream()
                        .filter(route -> route.path().startsWith("/fake"))
                        .forEach(route -> assertThat(paths.path("/api/v1" + route.path())
                                        .has(route.method().toLowerCase(Locale.ROOT)))
                                .isTrue());
    }

    @Test
    void answersAreWhatTheDocumentSays() {
        assertValid("/api/v1/workflows", "get", http.get(TestingHttp.STATIC, "/api/v1/workflows"));
        assertValid("/api/v1/traces/{id}", "get", http.get(TestingHttp.STATIC, "/api/v1/traces/t-1"));
        assertValid("/api/v1/traces/{id}", "get", http.get(TestingHttp.STATIC, "/api/v1/traces/none"));
        assertValid(
                "/api/v1/links/{hash}",
                "get",
                http.get(TestingHttp.STATIC, "/api/v1/links/" + Segments.hash('b') + "?trace=t-1"));
        assertValid("/api/v1/links/{hash}", "get", http.get(TestingHttp.STATIC, "/api/v1/links/xyz"));
        assertValid("/api/v1/workflows", "get", http.get("wrong.account.token", "/api/v1/workflows"));
        assertValid("/api/v1/workflows", "get", http.get(TestingHttp.OURS, "/api/v1/workflows"));
        assertValid(
                "/trace/graphql", "post", http.graphql(TestingHttp.STATIC, "{\"query\":\"{workflows{nodes{id}}}\"}"));
        assertValid("/trace/graphql", "post", http.graphql(TestingHttp.STATIC, "{\"query\":\"{me{email}}\"}"));
        assertValid("/media/files/{digest}/info", "get", http.get(TestingHttp.OURS, "/media/files/abc/info"));
        assertValid("/media/files/{digest}/info", "get", http.get(TestingHttp.STATIC, "/media/files/abc/info"));
        assertValid("/api/v1/fake/echo/{name}", "get", http.get(TestingHttp.STATIC, "/api/v1/fake/echo/a"));
        assertValid("/api/v1/fake/problem", "get", http.get(TestingHttp.STATIC, "/api/v1/fake/problem"));
        assertValid("/openapi.json", "get", http.send(HttpRequest.newBuilder(http.url("/openapi.json"))));
    }

    private void assertValid(String path, String method, HttpResponse<String> response) {
        JsonNode document = document();
        String type = response.headers().firstValue("Content-Type").orElseThrow();
        JsonNode described = document.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(response.statusCode()))
                .path("content")
                .path(type)
                .path("schema");
        assertThat(described.isObject())
                .as(method + " " + path + " " + response.statusCode() + " " + type)
                .isTrue();
        JsonNode schema = described.has("$ref")
                ? document.at(described.path("$ref").asString().substring(1))
                : described;
        assertThat(registry.getSchema(schema).validate(MAPPER.readTree(response.body())))
                .as(response.body())
                .isEmpty();
    }
}
