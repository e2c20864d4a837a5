package io.traceconnector.app.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What operators can ask. */
final class ManagementRoutes implements RouteTable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementRoutes.class);
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    /** What an operator orders takes a few words. */
    private static final long ORDER_BYTES = 16 * 1024;

    private final Readiness readiness;
    private final BooleanSupplier stopping;
    private final PrometheusMeterRegistry meters;
    private final String version;
    private final List<Operation> operations = new ArrayList<>();

    ManagementRoutes(
            Readiness readiness,
            BooleanSupplier stopping,
            PrometheusMeterRegistry meters,
            KeyAdministration keys,
            RecipientRoutes recipients,
            OutboxRoutes outbox,
            List<Operation> identities,
            String version) {
        this.readiness = readiness;
        this.stopping = stopping;
        this.meters = meters;
        this.version = version;
        addOpen("/livez", call -> call.answer(200, "text/plain", "ok\n".getBytes(StandardCharsets.US_ASCII)));
        addOpen("/readyz", this::ready);
        add("/sync", this::sync);
        addOpen("/metrics", this::metrics);
        addOpen("/version", this::version);
        add("/keys", call -> call.answer(KeysView.of(keys.report())));
        add("POST", "/keys/reload", call -> call.answer(KeysView.of(keys.reload())));
        add("/recipients", recipients::reports);
        add("/recipients/{workflow}", recipients::report);
        add("POST", "/recipients/approve", new BodyRule.Held(ORDER_BYTES), recipients::approve);
        add("/outbox", outbox::list);
        add("POST", "/outbox/{id}/retry", outbox::retry);
        add("POST", "/outbox/{id}/drop", outbox::drop);
        operations.addAll(identities);
    }

    @Override
    public List<Operation> operations() {
        return operations;
    }

    private void add(String path, Handling.Serving handling) {
        add("GET", path, handling);
    }

    private void add(String method, String path, Handling.Serving handling) {
        add(method, path, new BodyRule.None(), handling);
    }

    /** What watches the connector from elsewhere asks. */
    private void addOpen(String path, Handling.Serving handling) {
        add("GET", path, Access.open(), new BodyRule.None(), handling);
    }

    private void add(String method, String path, BodyRule body, Handling.Serving handling) {
        add(method, path, Access.operators(), body, handling);
    }

    private void add(String method, String path, Access access, BodyRule body, Handling.Serving handling) {
        operations.add(new Operation(
                List.of(method),
                new PathTemplate(path),
                access,
                body,
                handling,
                OperationDescription.of("management", path, Schemas.bytes("text/plain"))));
    }

    private void sync(Call call) {
        call.answer(SyncView.of(readiness.consumers().get()));
    }

    private void metrics(Call call) throws IOException {
        call.stream(200, METRICS, out -> meters.scrape(out, METRICS));
    }

    private void version(Call call) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("name", "trace-connector").put("version", version);
        answer.put("java", Runtime.version().toString());
        call.answer(answer);
    }

    private void ready(Call call) {
        boolean ready = !stopping.getAsBoolean();
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode components = answer.putArray("components");
        for (Readiness.Check check : readiness.checks()) {
            Health health = health(check);
            ready &= !check.required() || health.state() != State.DOWN;
            ObjectNode component = components.addObject();
            component.put("name", check.name());
            component.put("state", health.state().name().toLowerCase(java.util.Locale.ROOT));
            component.put("required", check.required());
            component.put("detail", health.detail());
            health.dataAsOf().ifPresent(instant -> component.put("dataAsOf", instant.toString()));
        }
        answer.put("ready", ready).put("stopping", stopping.getAsBoolean());
        int status = ready ? 200 : 503;
        if (call.query("verbose").isPresent()) {
            call.answer(status, "application/json", MAPPER.writeValueAsBytes(answer));
        } else {
            call.answer(status, "text/plain", (ready ? "ready\n" : "not ready\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The boundary to whoever is asked: one that fails is down, and hides no other. */
    private static Health health(Readiness.Check check) {
        try {
            return check.health().get();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("check", check.name()).setCause(e).log("health check failed");
            return new Health(State.DOWN, "the check itself failed; see the log", Optional.empty());
        }
    }
}
