package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import io.traceconnector.app.callers.Demand;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the OpenAPI 3.1 document out of the operations that are served at the moment. */
final class OpenApi {

    /** Ways to show a token: an operation that asks for one takes either. */
    private static final String BEARER = "bearer";

    private static final String DPOP = "dpop";

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String REST = "rest";
    /** What OpenAPI cannot say: every method, any rest of a path. It is told as these. */
    private static final List<String> PROXIED = List.of("get", "post");

    private OpenApi() {}

    static ObjectNode document(List<Operation> operations, String version) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("openapi", "3.1.1");
        document.putObject("info")
                .put("title", "Trace Connector")
                .put("version", version)
                .put("description", "Decrypted answers of Trace: relays, search, links with what was verified.");
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            String path = operation.path().toString().replace("/**", "/{" + REST + "}");
            ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            for (String method : methods(operation)) {
                if (!item.has(method)) {
                    item.set(method, describe(operation, method, path));
                }
            }
        }
        ObjectNode components = document.putObject("components");
        components.putObject("schemas").set("Problem", Schemas.PROBLEM);
        ObjectNode schemes = components.putObject("securitySchemes");
        scheme(schemes, BEARER, "A token that counts for whoever holds it (RFC 6750).");
        scheme(schemes, DPOP, "A token that is bound to a key, beside a proof in the header DPoP (RFC 9449).");
        return document;
    }

    private static void scheme(ObjectNode schemes, String name, String description) {
        schemes.putObject(name).put("type", "http").put("scheme", name).put("description", description);
    }

    private static List<String> methods(Operation operation) {
        return operation.path().toString().endsWith("/**")
                ? PROXIED
                : operation.methods().stream()
                        .map(method -> method.toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static ObjectNode describe(Operation operation, String method, String path) {
        OperationDescription said = operation.description();
        ObjectNode described = MAPPER.createObjectNode();
        described.put("operationId", method + path.replaceAll("[^A-Za-z0-9]+", "_"));
        described.put("summary", said.summary());
        described.putArray("tags").add(said.tag());
        described.put("x-space-kind", spaceKind(operation.access()));
        described.put("x-destructive", operation.isDestructive(method.toUpperCase(Locale.ROOT)));
        ArrayNode security = described.putArray("security");
        if (operation.access() instanceof Access.Needs) {
            security.addObject().putArray(BEARER);
            security.addObject().putArray(DPOP);
        }
        parameters(operation, described);
        if (said.requestBody().isPresent()) {
            ObjectNode body = described.putObject("requestBody").put("required", true);
            body.putObject("content")
                    .putObject("application/json")
                    .set("schema", said.requestBody().get());
        } else if (operation.body() instanceof BodyRule.Streamed && !method.equals("get")) {
            described.putObject("requestBody").putObject("content").putObject("*/*");
        }
        responses(operation, described.putObject("responses"));
        return described;
    }

    /** Of the space in which the caller needs a grant. */
    private static String spaceKind(Access access) {
        return access instanceof Access.Needs(var demand)
                ? demand.spaceKind()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .orElse("none")
                : "none";
    }

    private static void parameters(Operation operation, ObjectNode described) {
        ArrayNode list = MAPPER.createArrayNode();
        operation.path().parameters().forEach(name -> parameter(list, name, "path", "", Schemas.TEXT, true));
        if (operation.path().toString().endsWith("/**")) {
            parameter(list, REST, "path", "The rest of the path, with its slashes.", Schemas.TEXT, true);
        }
        for (Parameter query : operation.description().query()) {
            parameter(list, query.name(), "query", query.description(), query.schema(), query.required());
        }
        for (Parameter header : operation.description().headers()) {
            parameter(list, header.name(), "header", header.description(), header.schema(), header.required());
        }
        if (!list.isEmpty()) {
            described.set("parameters", list);
        }
    }

    private static void parameter(
            ArrayNode list, String name, String in, String description, JsonNode schema, boolean required) {
        ObjectNode parameter = list.addObject().put("name", name).put("in", in).put("required", required);
        if (!description.isEmpty()) {
            parameter.put("description", description);
        }
        parameter.set("schema", schema);
    }

    private static void responses(Operation operation, ObjectNode responses) {
        OperationDescription.Answer answer = operation.description().answer();
        for (int status : answer.statuses()) {
            ObjectNode media = responses
                    .putObject(Integer.toString(status))
                    .put("description", StatusCodes.getReason(status))
                    .putObject("content")
                    .putObject(answer.mediaType());
            answer.schema().ifPresent(schema -> media.set("schema", schema));
        }
        for (Map.Entry<Integer, SortedSet<String>> failure : failures(operation).entrySet()) {
            ObjectNode response = responses.putObject(Integer.toString(failure.getKey()));
            response.put(
                    "description",
                    StatusCodes.getReason(failure.getKey()) + ": " + String.join(", ", failure.getValue()));
            if (operation.answersGraphql()) {
                response.putObject("content").putObject("application/json").set("schema", Schemas.GRAPHQL_ANSWER);
            } else {
                response.putObject("content")
                        .putObject("application/problem+json")
                        .putObject("schema")
                        .put("$ref", "#/components/schemas/Problem");
            }
        }
    }

    private static Map<Integer, SortedSet<String>> failures(Operation operation) {
        Map<Integer, SortedSet<String>> failures = new TreeMap<>();
        List<Failure> everywhere = !(operation.access() instanceof Access.Needs)
                ? List.of(new Failure(503, "busy"))
                : List.of(
                        new Failure(401, "missing_token"),
                        new Failure(401, "invalid_token"),
                        new Failure(401, "invalid_dpop_proof"),
                        new Failure(401, "use_dpop_nonce"),
                        new Failure(400, "ambiguous_credentials"),
                        new Failure(400, "token_in_query"),
                        new Failure(400, "token_misplaced"),
                        new Failure(403, "account_not_admitted"),
                        new Failure(429, "too_many_requests"),
                        new Failure(503, "account_unavailable"),
                        new Failure(503, "dpop_proofs_full"),
                        new Failure(503, "busy"));
        everywhere.forEach(failure -> add(failures, failure));
        operation.description().failures().forEach(failure -> add(failures, failure));
        if (operation.access() instanceof Access.Needs(var demand)) {
            ofDemand(demand).forEach(failure -> add(failures, failure));
        }
        return failures;
    }

    private static List<Failure> ofDemand(Demand demand) {
        List<Failure> inTenant = List.of(
                new Failure(400, "organisations_differ"),
                new Failure(400, "spaces_differ"),
                new Failure(400, "tenant_required"),
                new Failure(400, "tenants_differ"),
                new Failure(403, "denied_by_pdp"),
                new Failure(403, "insufficient_scope"),
                new Failure(403, "no_tenant"),
                new Failure(403, "relays_only"),
                new Failure(404, "space_unknown"),
                new Failure(404, "tenant_unknown"),
                new Failure(503, "pdp_unavailable"));
        return switch (demand) {
            case Demand.Recognition() -> List.of();
            case Demand.OwnAccount() -> joined(inTenant, new Failure(403, "account_token_required"));
            case Demand.Grant(var action, var _)
            when action.equals("relay:use") -> joined(inTenant, new Failure(403, "use_api"));
            case Demand.Grant _, Demand.OneOf _ -> inTenant;
        };
    }

    private static List<Failure> joined(List<Failure> failures, Failure another) {
        return Stream.concat(failures.stream(), Stream.of(another)).toList();
    }

    private static void add(Map<Integer, SortedSet<String>> failures, Failure failure) {
        failures.computeIfAbsent(failure.status(), status -> new TreeSet<>()).add(failure.code());
    }
}
