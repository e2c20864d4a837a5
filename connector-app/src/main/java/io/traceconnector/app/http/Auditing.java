package io.traceconnector.app.http;

import io.traceconnector.api.Caller;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.audit.AuditTrail;
import io.traceconnector.app.audit.Deed;
import io.traceconnector.app.audit.Ruling;
import io.traceconnector.app.audit.Subject;
import io.traceconnector.app.callers.CallerSession;
import io.traceconnector.app.callers.Demand;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.store.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tells the audit log of requests of one listener: of each that is refused, and, as a trail, of each that is let through. */
final class Auditing {

    /** Places in paths that hold what must not be written down. */
    private static final List<String> SECRETS = List.of("mac", "target");

    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private static final String CREDENTIAL = "(a credential)";

    private final AuditLog log;

    Auditing(AuditLog log) {
        this.log = log;
    }

    void refused(Arrival arrival, Problem problem, Optional<Principal> principal, List<String> rules) {
        log.refused(
                principal.map(one -> subject(arrival, one)).orElseGet(() -> Subject.unknown(address(arrival))),
                deed(arrival, principal.flatMap(Auditing::onlyTenant)),
                new Ruling.Refused(problem.status(), problem.code(), rules));
    }

    /** Begins the trail of a request; what its caller sees from here on leaves marks in it. */
    CallerSession letThrough(Arrival arrival, CallerSession session) {
        return switch (session) {
            case CallerSession.Recognised recognised -> {
                begin(arrival, session, Optional.empty(), List.of());
                yield recognised;
            }
            case CallerSession.Entered entered -> {
                AuditTrail trail = begin(
                        arrival,
                        session,
                        Optional.of(entered.tenant().id()),
                        entered.permission().rules());
                Caller caller = entered.caller();
                yield entered.seeing(new AuditedSight(caller.sight(), trail));
            }
        };
    }

    /** Begins the trail of an operator's request, where it changes something. */
    void letOperatorThrough(Arrival arrival) {
        if (!reads(arrival)) {
            Optional<String> certificate = arrival.facts().certificates().stream()
                    .findFirst()
                    .map(shown -> shown.getSubjectX500Principal().getName());
            Subject who = new Subject(Optional.of("management"), certificate, "", address(arrival));
            attach(arrival, log.trail(who, deed(arrival, inPath(arrival)), new Ruling.Allowed(List.of())));
        }
    }

    /** A request whose handling finds out who it comes from. */
    void letIn(Arrival arrival) {
        RequestContext.of(arrival.exchange())
                .identifying(new Identification(log, address(arrival), deed(arrival, inPath(arrival))));
    }

    /** Whether it has to be on disk that a request was let through before anything is done: what only reads is recorded with what it shows. */
    static boolean comesFirst(Arrival arrival) {
        return !reads(arrival) && !action(arrival.operation()).endsWith(":use");
    }

    private static boolean reads(Arrival arrival) {
        String method = arrival.exchange().getRequestMethod().toString();
        return method.equals("GET") || method.equals("HEAD");
    }

    private AuditTrail begin(Arrival arrival, CallerSession session, Optional<TenantId> tenant, List<String> rules) {
        AuditTrail trail =
                log.trail(subject(arrival, session.principal()), deed(arrival, tenant), new Ruling.Allowed(rules));
        return attach(arrival, trail);
    }

    private static AuditTrail attach(Arrival arrival, AuditTrail trail) {
        RequestContext.of(arrival.exchange()).audited(trail);
        return trail;
    }

    private static Subject subject(Arrival arrival, Principal principal) {
        return new Subject(
                Optional.of(principal.id()), principal.onBehalfOf(), principal.credential(), address(arrival));
    }

    private static String address(Arrival arrival) {
        return arrival.facts().client().getHostAddress();
    }

    private static Deed deed(Arrival arrival, Optional<TenantId> tenant) {
        RequestContext context = RequestContext.of(arrival.exchange());
        return new Deed(
                context.requestId(),
                session(arrival.facts()),
                arrival.exchange().getRequestMethod().toString(),
                context.route(),
                action(arrival.operation()),
                tenant,
                objects(arrival));
    }

    /** As the caller names it, once; anything that it could not be is not written down. */
    private static Optional<String> session(RequestFacts facts) {
        List<String> named = facts.headers().apply("X-Session-Id");
        return named.size() == 1
                ? Optional.of(named.getFirst())
                        .filter(id -> SESSION.matcher(id).matches())
                        .filter(id -> !isCredential(id))
                : Optional.empty();
    }

    /** What the path names, as far as it may be written down and told. */
    static Map<String, String> objects(Arrival arrival) {
        Map<String, String> objects = new TreeMap<>(arrival.parameters());
        SECRETS.forEach(objects::remove);
        objects.replaceAll((name, value) -> isCredential(value) ? CREDENTIAL : value);
        return objects;
    }

    /** Somebody puts one where an id belongs. */
    private static boolean isCredential(String value) {
        return Secret.isLike(value) || JwtForm.read(value).isPresent();
    }

    private static String action(Operation operation) {
        return switch (operation.access()) {
            case Access.Open(), Access.Entrance(), Access.Operators() -> "";
            case Access.Needs(Demand.Grant(var action, var kind)) -> action;
            case Access.Needs(Demand.OneOf(var usual, var other)) -> usual.action();
            case Access.Needs(Demand.OwnAccount()) -> "account:relay";
            case Access.Needs(Demand.Recognition()) -> "";
        };
    }

    /** Whose it is where the path names a tenant, which need not exist. */
    private static Optional<TenantId> inPath(Arrival arrival) {
        try {
            return Optional.ofNullable(arrival.parameters().get("tenant")).map(TenantId::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whom a refusal concerns who may enter one tenant alone. */
    private static Optional<TenantId> onlyTenant(Principal principal) {
        return principal.tenants().size() == 1
                ? principal.tenants().keySet().stream().findFirst()
                : Optional.empty();
    }
}
