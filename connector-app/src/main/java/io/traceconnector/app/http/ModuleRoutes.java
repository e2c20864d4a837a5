package io.traceconnector.app.http;

import io.traceconnector.api.Routes;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.modules.ModuleState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of modules below {@code /api/v1}, as long as they run. A module says its routes once after each start; one that stands outside
 * the module's own path is left out and logged.
 */
final class ModuleRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleRoutes.class);
    private static final String BASE = "/api/v1";

    private final Supplier<List<HostedModule>> modules;
    private final long bodyLimit;
    private final Map<String, Mounted> mounted = new ConcurrentHashMap<>();

    ModuleRoutes(Supplier<List<HostedModule>> modules, long bodyLimit) {
        this.modules = modules;
        this.bodyLimit = bodyLimit;
    }

    List<Operation> operations() {
        return modules.get().stream()
                .flatMap(module -> operations(module).stream())
                .toList();
    }

    private List<Operation> operations(HostedModule module) {
        return module.offers(Routes.class)
                .map(routes -> mounted(module.id(), routes).operations())
                .orElse(List.of());
    }

    @SuppressWarnings("ReferenceEquality") // asked again only when it is another instance, started anew
    private Mounted mounted(String id, Routes routes) {
        return mounted.compute(
                id, (key, known) -> known != null && known.routes() == routes ? known : mount(id, routes));
    }

    private Mounted mount(String id, Routes routes) {
        List<Operation> operations = routes.routes().stream()
                .filter(route -> isOwn(id, route))
                .map(route -> operation(id, route))
                .toList();
        return new Mounted(routes, operations);
    }

    private static boolean isOwn(String id, Routes.Route route) {
        boolean own = route.path().equals("/" + id) || route.path().startsWith("/" + id + "/");
        if (!own) {
            LOG.atError()
                    .addKeyValue("module", id)
                    .addKeyValue("route", route.path())
                    .log("route is not served: it stands outside the module's own path");
        }
        return own;
    }

    private Operation operation(String id, Routes.Route route) {
        Routes.Description said = route.description();
        OperationDescription description = new OperationDescription(
                id,
                said.summary(),
                said.parameters(),
                List.of(),
                said.requestBody(),
                new OperationDescription.Answer("application/json", Optional.of(said.answer())),
                said.failures());
        boolean takesBody = !route.method().equals("GET") && !route.method().equals("DELETE");
        return new Operation(
                List.of(route.method()),
                new PathTemplate(BASE + route.path()),
                Access.CONFIGURED,
                takesBody || said.requestBody().isPresent() ? new BodyRule.Held(bodyLimit) : new BodyRule.None(),
                (Handling.Serving) call -> serve(route, call),
                description);
    }

    private static void serve(Routes.Route route, Call call) throws Exception {
        switch (route.handler().handle(new ModuleRequest(call))) {
            case Routes.Answer.Tree tree -> call.answer(tree.body());
            case Routes.Answer.Stream stream -> call.stream(200, stream.contentType(), stream.body());
        }
    }

    /** Why a module's path is not served now. */
    Optional<Problem> absent(SafePath path) {
        List<String> segments = path.segments();
        boolean below = segments.size() >= 3
                && segments.get(0).equals("api")
                && segments.get(1).equals("v1");
        return below
                ? modules.get().stream()
                        .filter(module -> module.id().equals(segments.get(2)))
                        .filter(module -> !(module.state() instanceof ModuleState.Running))
                        .map(module -> Problem.later(
                                503, "module_unavailable", "The module " + module.id() + " does not run now.", 5))
                        .findFirst()
                : Optional.empty();
    }

    private record Mounted(Routes routes, List<Operation> operations) {}
}
