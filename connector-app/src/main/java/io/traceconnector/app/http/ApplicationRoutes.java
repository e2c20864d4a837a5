package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What applications can ask. */
final class ApplicationRoutes implements RouteTable {

    private static final List<String> ANY = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Failure UNAVAILABLE = new Failure(503, "trace_unavailable");

    private final HttpLimits limits;
    private final ModuleRoutes modules;
    private final String version;
    private final List<Operation> own = new ArrayList<>();

    ApplicationRoutes(
            HttpLimits limits,
            GraphqlRelay graphql,
            AccountRelay account,
            MediaFiles relayed,
            FileRoutes files,
            LinkViews views,
            LinkWrites writes,
            ModuleRoutes modules,
            List<Operation> others,
            String version) {
        this.limits = limits;
        this.modules = modules;
        this.version = version;
        addGraphql(graphql);
        addAccount(account);
        addMedia(account, relayed);
        addViews(views);
        own.addAll(WriteRoutes.operations(writes, limits));
        own.addAll(files.operations());
        own.add(InfoRoute.operation());
        own.addAll(others);
        own.add(new Operation(
                List.of("GET"),
                new PathTemplate("/openapi.json"),
                Access.open(),
                new BodyRule.None(),
                (Handling.Serving) call -> call.answer(OpenApi.document(operations(), this.version)),
                OperationDescription.of("connector", "This document.", Schemas.json(Schemas.OBJECT))));
    }

    @Override
    public List<Operation> operations() {
        return Stream.concat(own.stream(), modules.operations().stream()).toList();
    }

    @Override
    public Optional<Problem> absent(SafePath path) {
        return modules.absent(path);
    }

    private void addGraphql(GraphqlRelay relay) {
        OperationDescription description = OperationDescription.of(
                        OperationDescription.GRAPHQL,
                        "Passes a GraphQL request on to Trace; the answer comes back decrypted.",
                        Schemas.json(Schemas.GRAPHQL_ANSWER),
                        new Failure(400, "graphql_body_malformed"),
                        new Failure(400, "graphql_syntax"),
                        new Failure(400, "organisation_required"),
                        new Failure(403, "graphql_field_forbidden"),
                        new Failure(400, "link_malformed"),
                        new Failure(403, "link_not_signed"),
                        new Failure(403, "mutation_refused"),
                        new Failure(403, "organisation_unknown"),
                        new Failure(403, "plaintext_refused"),
                        new Failure(403, "signing_not_granted"),
                        new Failure(409, "recipient_changed"),
                        new Failure(413, "body_too_large"),
                        new Failure(422, "link_invalid"),
                        new Failure(502, "trace_answer_malformed"),
                        new Failure(502, "trace_session_refused"),
                        UNAVAILABLE)
                .withBody(Schemas.GRAPHQL_REQUEST)
                .withHeaders(
                        new Parameter(
                                RelayScope.HEADER,
                                "The organisation in whose name is asked and whose keys open the answer.",
                                Schemas.TEXT,
                                false),
                        new Parameter("Connector-Raw", "The form of raw: original or decrypted.", Schemas.TEXT, false));
        own.add(new Operation(
                List.of("POST"),
                new PathTemplate("/trace/graphql"),
                Access.operational("relay:use"),
                new BodyRule.Held(limits.graphqlBody()),
                relay,
                description));
    }

    private void addAccount(AccountRelay relay) {
        BodyRule body = new BodyRule.Streamed(limits.accountBody());
        addProxy(
                "/account/login", List.of("GET"), Access.entrance(), body, relay::keyLogin, "Login by a signed token.");
        addProxy(
                "/account/login", List.of("POST"), Access.entrance(), body, relay::passwordLogin, "Login by password.");
        addProxy("/account/salt", List.of("GET"), Access.entrance(), body, relay::passwordLogin, "Salt of a password.");
        addProxy("/account/**", ANY, Access.account(), body, relay::account, "Everything else of Account.");
    }

    private void addMedia(AccountRelay relay, MediaFiles files) {
        own.add(new Operation(
                List.of("GET"),
                new PathTemplate("/media/files/{digest}/info"),
                Access.account(),
                new BodyRule.None(),
                (Handling.Serving) files::info,
                OperationDescription.of(
                        "media",
                        "Where a file can be had: a link of the connector, for a short time.",
                        Schemas.json(Schemas.OBJECT),
                        new Failure(502, "download_host_refused"),
                        new Failure(502, "media_answer_malformed"),
                        new Failure(502, "upstream_unavailable"))));
        own.add(new Operation(
                List.of("GET"),
                new PathTemplate("/media/download/{expires}/{mac}/{target}"),
                Access.open(),
                new BodyRule.None(),
                (Handling.Serving) files::download,
                OperationDescription.of(
                        "media",
                        "A file, by a link of the connector.",
                        Schemas.bytes("application/octet-stream"),
                        new Failure(404, "download_link_invalid"),
                        new Failure(502, "download_failed"))));
        BodyRule body = new BodyRule.Streamed(limits.mediaBody());
        addProxy("/media/**", ANY, Access.account(), body, relay::media, "Everything else of Media.");
    }

    private void addProxy(
            String path, List<String> methods, Access access, BodyRule body, Handling.Passing relay, String summary) {
        own.add(new Operation(
                methods,
                new PathTemplate(path),
                access,
                body,
                relay,
                OperationDescription.of(
                        path.substring(1, path.indexOf('/', 1)),
                        summary,
                        Schemas.bytes("*/*"),
                        new Failure(413, "body_too_large"),
                        new Failure(502, "upstream_unavailable"),
                        new Failure(504, "upstream_timeout"))));
    }

    private void addViews(LinkViews views) {
        addView(
                "/api/v1/workflows",
                Access.definitional("workflows:read"),
                views::workflows,
                OperationDescription.of(
                        "links",
                        "Workflows of the caller's organisations.",
                        Schemas.json(Schemas.WORKFLOWS),
                        UNAVAILABLE));
        addView(
                "/api/v1/traces/{id}",
                Access.operational("links:read"),
                views::trace,
                OperationDescription.of(
                                "links",
                                "All links of a trace, verified and opened, first link first.",
                                Schemas.json(Schemas.TRACE),
                                Stream.concat(
                                                WaitFor.FAILURES.stream(),
                                                Stream.of(new Failure(404, "trace_unknown"), UNAVAILABLE))
                                        .toArray(Failure[]::new))
                        .withQuery(WaitFor.PARAMETERS.toArray(Parameter[]::new)));
        addView(
                "/api/v1/links/{hash}",
                Access.operational("links:read"),
                views::link,
                OperationDescription.of(
                                "links",
                                "One link, verified and opened.",
                                Schemas.json(Schemas.LINK),
                                new Failure(400, "link_hash_malformed"),
                                new Failure(404, "link_unknown"),
                                UNAVAILABLE)
                        .withQuery(new Parameter(
                                "trace",
                                "The link's trace; left out, modules that know the link are asked.",
                                Schemas.TEXT,
                                false)));
    }

    private void addView(String path, Access access, Handling.Serving view, OperationDescription description) {
        own.add(new Operation(List.of("GET"), new PathTemplate(path), access, new BodyRule.None(), view, description));
    }
}
