package io.traceconnector.app.http;

import io.traceconnector.api.LinkLocator;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Routes;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.throttle.Caps;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.modules.ModuleState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private final Freshness freshness;
    private final long bodyLimit;
    private final Caps caps;
    private final Map<String, Mounted> mounted = new ConcurrentHashMap<>();

    ModuleRoutes(Supplier<List<HostedModule>> modules, Freshness freshness, long bodyLimit, Caps caps) {
        this.modules = modules;
        this.freshness = freshness;
        this.bodyLimit = bodyLimit;
        this.caps = caps;
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
                .map(route -> operation(id, routes, route))
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

    private Operation operation(String id, Routes routes, Routes.Route route) {
        Routes.Description said = route.description();
        boolean waits = routes instanceof SegmentConsumer;
        OperationDescription description = new OperationDescription(
                id,
                said.summary(),
                waits ? joined(said.parameters(), WaitFor.PARAMETERS) : said.parameters(),
                List.of(),
                said.requestBody(),
                new OperationDescription.Answer("application/json", Optional.of(said.answer())),
                waits ? joined(said.failures(), WaitFor.FAILURES) : said.failures());
        boolean takesBody = !route.method().equals("GET") && !route.method().equals("DELETE");
        return new Operation(
                List.of(route.method()),
                new PathTemplate(BASE + route.path()),
                Access.operational(id + ":use"),
                takesBody || said.requestBody().isPresent() ? new BodyRule.Held(bodyLimit) : new BodyRule.None(),
                waits
                        ? (Handling.Serving) call -> serveFresh(id, routes, route, call)
                        : (Handling.Serving) call -> serve(route, new ModuleRequest(call, Set.of()), call),
                description);
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private void serveFresh(String id, Routes routes, Routes.Route route, Call call) throws Exception {
        freshness.await(call, id, routes instanceof LinkLocator locator ? Optional.of(locator) : Optional.empty());
        serve(route, new ModuleRequest(call, WaitFor.NAMES), call);
    }

    private void serve(Routes.Route route, ModuleRequest request, Call call) throws Exception {
        switch (route.handler().handle(request)) {
            case Routes.Answer.Tree tree -> call.answer(tree.body());
            case Routes.Answer.Stream stream -> call.stream(200, stream.contentType(), stream.body());
            case Routes.Answer.Lasting lasting -> lasting(lasting, call);
        }
    }

    private void lasting(Routes.Answer.Lasting answer, Call call) throws IOException {
        CallerSession.Entered session = call.admitted();
        if (session.principal().kind() == Principal.Kind.OPERATOR) {
            throw new ProblemException(403, "stream_refused", "A session of an operator has no answers that last.");
        }
        Optional<Caps.Lease> place = caps.take(
                session.principal().credential(),
                session.tenant().id(),
                Origin.of(call.exchange()).client());
        try (Caps.Lease lease = place.orElseThrow(() -> new ProblemException(
                429, "too_many_streams", "There are too many answers that last; end one of them first."))) {
            call.stream(200, answer.contentType(), answer.body());
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
