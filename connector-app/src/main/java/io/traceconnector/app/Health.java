package io.traceconnector.app;

import io.traceconnector.api.HealthCheck;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.http.Readiness;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.modules.ModuleHost;
import io.traceconnector.app.modules.ModuleState;
import io.traceconnector.app.outbox.Outbox;
import io.traceconnector.app.stream.SegmentStream;
import io.traceconnector.app.stream.StreamStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How the parts are, as operators are told. Trace being away makes nothing unready: local data is still served. */
final class Health {

    private final KeyReload keys;
    private final Custodians custodians;
    private final CryptoProviders crypto;
    private final Outbox outbox;
    private final CallersChain callers;
    private final SegmentStream stream;
    private final ModuleHost modules;
    private final AuditLog audit;

    Health(
            KeyReload keys,
            Custodians custodians,
            CryptoProviders crypto,
            Outbox outbox,
            CallersChain callers,
            SegmentStream stream,
            ModuleHost modules,
            AuditLog audit) {
        this.keys = keys;
        this.custodians = custodians;
        this.crypto = crypto;
        this.outbox = outbox;
        this.callers = callers;
        this.stream = stream;
        this.modules = modules;
        this.audit = audit;
    }

    Readiness readiness() {
        List<Readiness.Check> checks = new ArrayList<>();
        checks.add(new Readiness.Check("keys", true, keys::health));
        checks.addAll(custodians.checks());
        checks.add(new Readiness.Check("crypto", false, crypto::health));
        checks.add(new Readiness.Check("outbox", false, outbox::health));
        checks.add(new Readiness.Check("audit", true, audit::health));
        checks.add(new Readiness.Check("callers-store", false, callers.store()::health));
        checks.add(new Readiness.Check("token-keys", false, callers.tokens()::health));
        checks.add(new Readiness.Check("policies", false, callers.policies()::health));
        callers.decisionPoint()
                .ifPresent(point -> checks.add(new Readiness.Check("decision-point", false, point::health)));
        checks.add(new Readiness.Check("stream", false, this::streamHealth));
        modules.modules()
                .forEach(module -> checks.add(
                        new Readiness.Check("module " + module.id(), true, () -> moduleHealth(module.id()))));
        return new Readiness(checks, stream::status);
    }

    private HealthCheck.Health streamHealth() {
        List<StreamStatus> all = stream.status();
        Synchronisation now = Synchronisation.of(all, stream.synchronised());
        Optional<Instant> asOf =
                all.stream().flatMap(status -> status.headAt().stream()).min(Comparator.naturalOrder());
        State state = all.stream().anyMatch(status -> status.state() == StreamStatus.State.STALLED)
                ? State.DEGRADED
                : State.UP;
        return new HealthCheck.Health(state, now.passed() + " of " + now.total() + " links" + now.trouble(), asOf);
    }

    private HealthCheck.Health moduleHealth(String id) {
        HostedModule module = modules.modules().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        return switch (module.state()) {
            case ModuleState.Starting starting -> down("is starting");
            case ModuleState.Stopped stopped -> down("has stopped");
            case ModuleState.Failed failed ->
                down("cannot start (" + failed.cause().getClass().getSimpleName() + "), attempts: "
                        + failed.attempts());
            case ModuleState.Running running ->
                module.offers(HealthCheck.class)
                        .map(HealthCheck::health)
                        .orElseGet(() -> new HealthCheck.Health(State.UP, "runs", Optional.empty()));
        };
    }

    private static HealthCheck.Health down(String detail) {
        return new HealthCheck.Health(State.DOWN, detail, Optional.empty());
    }
}
