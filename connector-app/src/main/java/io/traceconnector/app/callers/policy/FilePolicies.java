package io.traceconnector.app.callers.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The policies of tenants, out of their files. A tenant without a file has the built-in roles. A file that cannot be used any more changes
 * nothing: the policy that was read before goes on to count, and health tells of it. A tenant whose file was never read has no policy,
 * and nobody is allowed anything in it. Safe for many threads.
 */
public final class FilePolicies implements Policies {

    private static final Logger LOG = LoggerFactory.getLogger(FilePolicies.class);

    /** Decisions that are remembered; beyond that the least used are made again. */
    private static final int REMEMBERED = 10_000;

    private record Question(
            LoadedPolicy policy, TenantId tenant, Rights rights, Map<String, Set<String>> claims, Need need) {}

    /** @param tenant as it was then: its spaces may have changed */
    private record Answer(Tenant tenant, Decision decision) {}

    private final Tenants tenants;
    private final List<Tenant> needed;
    private final FieldKeys keys;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<TenantId, LoadedPolicy> loaded = new ConcurrentHashMap<>();
    private final LoadedPolicy builtIn = new LoadedPolicy(Optional.empty(), Policy.ofBuiltInRoles());
    private final Cache<Question, Answer> answers =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private volatile List<PolicyProblem> problems = List.of();
    private volatile Instant readAt;

    /** @throws PolicyException where a file is missing or cannot be used, with every problem of all of them */
    public FilePolicies(Tenants tenants, FieldKeys keys, Clock clock, MeterRegistry meters) {
        this(tenants, keys, clock, meters, tenants.all());
    }

    /**
     * @param needed tenants whose files must be usable now, and are followed also while it is not known which others there are; what is wrong
     *     with others' is told by health, and these let nobody do anything
     * @throws PolicyException where a needed file is missing or cannot be used, with every problem of these
     */
    public FilePolicies(Tenants tenants, FieldKeys keys, Clock clock, MeterRegistry meters, Collection<Tenant> needed) {
        this.needed = List.copyOf(needed);
        this.tenants = tenants;
        this.keys = keys;
        this.clock = clock;
        this.meters = meters;
        this.readAt = clock.instant();
        problems = read();
        Set<Path> must = files(needed);
        List<PolicyProblem> fatal = problems.stream()
                .filter(problem -> must.contains(problem.file()))
                .toList();
        if (!fatal.isEmpty()) {
            throw new PolicyException(fatal);
        }
        if (!problems.isEmpty()) {
            LOG.atError()
                    .addKeyValue("problems", problems)
                    .log("a policy file cannot be used; its tenant lets nobody do anything");
        }
        meters.gauge("connector.policy.problems", this, policies -> policies.problems.size());
    }

    /** Everything that is wrong with the files of these tenants. */
    public static List<PolicyProblem> check(Collection<Tenant> tenants) {
        return tenants.stream()
                .flatMap(tenant -> tenant.policy().stream())
                .distinct()
                .flatMap(file -> check(file).stream())
                .toList();
    }

    /** Everything that is wrong with a file. */
    public static List<PolicyProblem> check(Path file) {
        try {
            PolicyReader.read(file);
            return List.of();
        } catch (PolicyException e) {
            return e.problems();
        }
    }

    @Override
    public Decision decide(Tenant tenant, Principal principal, Need need) {
        Rights rights = principal.tenants().get(tenant.id());
        LoadedPolicy policy = policy(tenant);
        if (rights == null || policy == null) {
            return new Decision.Denied(List.of());
        }
        Question question = new Question(policy, tenant.id(), rights, principal.claims(), need);
        Answer known = answers.getIfPresent(question);
        if (known != null && known.tenant().equals(tenant)) {
            return known.decision();
        }
        Decision decision = new Decider(policy.policy(), new FieldHash(keys.of(tenant.id())))
                .decide(tenant, rights, principal.claims(), need);
        answers.put(question, new Answer(tenant, decision));
        return decision;
    }

    /** Says which rule decides. */
    public Explanation explain(Tenant tenant, Principal principal, Need need, Example example) {
        LoadedPolicy policy = policy(tenant);
        Rights rights = principal.tenants().getOrDefault(tenant.id(), Rights.of());
        return new Explainer(policy == null ? Policy.ofBuiltInRoles() : policy.policy())
                .explain(rights.roles(), principal.claims(), decide(tenant, principal, need), example);
    }

    private @Nullable LoadedPolicy policy(Tenant tenant) {
        if (tenant.policy().isEmpty()) {
            return builtIn;
        }
        LoadedPolicy policy = loaded.get(tenant.id());
        return policy != null && policy.file().equals(tenant.policy()) ? policy : null;
    }

    /** Which text of its file counts for each tenant that has one. */
    public Map<TenantId, String> revisions() {
        Map<TenantId, String> revisions = new TreeMap<>();
        loaded.forEach((tenant, policy) -> policy.policy().revision().ifPresent(text -> revisions.put(tenant, text)));
        return revisions;
    }

    /** The files of all tenants, for whoever watches them. */
    public Set<Path> files() {
        return files(known().orElse(needed));
    }

    private static Set<Path> files(Collection<Tenant> tenants) {
        return tenants.stream().flatMap(tenant -> tenant.policy().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads all files anew; those that cannot be used change nothing. Whether all could be used. */
    public synchronized boolean reload() {
        List<PolicyProblem> before = problems;
        problems = read();
        readAt = clock.instant();
        boolean good = problems.isEmpty();
        meters.counter("connector.policy.reloads", "outcome", good ? "loaded" : "refused")
                .increment();
        if (good) {
            LOG.atInfo().addKeyValue("files", files().size()).log("the policies have been read anew");
        } else {
            // It is tried again and again, and told once.
            LOG.atLevel(problems.equals(before) ? Level.DEBUG : Level.ERROR)
                    .addKeyValue("problems", problems)
                    .log("a policy file cannot be used; the policy that was read before stays in use");
        }
        return good;
    }

    /** Reads the file of one tenant, as somebody has named it just now; where that fails, {@link #reload} is still to come. */
    public synchronized void read(TenantId id) {
        Set<PolicyProblem> found = new LinkedHashSet<>(problems);
        tenants.byId(id).ifPresent(tenant -> found.addAll(read(tenant)));
        problems = List.copyOf(found);
    }

    /** Whether a file could not be used the last time it was read. */
    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    public Health health() {
        List<PolicyProblem> now = problems;
        return now.isEmpty()
                ? new Health(State.UP, files().size() + " policy files, read " + readAt, Optional.empty())
                : new Health(
                        State.DEGRADED,
                        "the policy that was read before stays in use, because of " + now.size() + " problems: "
                                + now.getFirst(),
                        Optional.empty());
    }

    private List<PolicyProblem> read() {
        List<PolicyProblem> found = new ArrayList<>();
        Optional<List<Tenant>> all = known();
        all.orElse(needed).forEach(tenant -> found.addAll(read(tenant)));
        all.ifPresent(
                each -> loaded.keySet().retainAll(each.stream().map(Tenant::id).collect(Collectors.toSet())));
        return List.copyOf(found);
    }

    /** Empty while it cannot be known, as long as the callers' store is away: nobody is let in then. */
    private Optional<List<Tenant>> known() {
        try {
            return Optional.of(tenants.all());
        } catch (ProblemException e) {
            LOG.debug("which tenants there are is not known now", e);
            return Optional.empty();
        }
    }

    private List<PolicyProblem> read(Tenant tenant) {
        if (tenant.policy().isEmpty()) {
            loaded.remove(tenant.id());
            return List.of();
        }
        try {
            loaded.put(
                    tenant.id(),
                    new LoadedPolicy(
                            tenant.policy(), PolicyReader.read(tenant.policy().get())));
            return List.of();
        } catch (PolicyException e) {
            return e.problems();
        }
    }
}
