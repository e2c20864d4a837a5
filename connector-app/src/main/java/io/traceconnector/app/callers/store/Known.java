package io.traceconnector.app.callers.store;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is known at one moment. Does not change; what changes makes another one. */
final class Known {

    /** Longer than any token lives, so that none is left that a forgotten generation would let in again. */
    private static final Duration ENDED_REMEMBERED = Duration.ofDays(30);

    private final Map<TenantId, Tenant> tenants = new TreeMap<>();
    private List<Tenant> tenantList = List.of();
    private final Map<UUID, AccountEntry> accounts = new HashMap<>();
    private final Map<String, AccountEntry> byClientId = new HashMap<>();
    private final Map<String, AccountEntry> byEmail = new HashMap<>();
    private final Map<String, PluginEntry> plugins = new TreeMap<>();
    private final Map<UUID, InstallationEntry> installations = new HashMap<>();
    private final Map<String, InstallationEntry> byConnection = new HashMap<>();
    private final Map<UUID, OperatorEntry> operators = new HashMap<>();
    private final Map<String, OperatorEntry> byName = new HashMap<>();
    private final Map<String, Event.Ended> ended = new HashMap<>();

    /** Nobody. */
    Known() {}

    private Known(Known before) {
        tenants.putAll(before.tenants);
        accounts.putAll(before.accounts);
        plugins.putAll(before.plugins);
        installations.putAll(before.installations);
        operators.putAll(before.operators);
        ended.putAll(before.ended);
    }

    Known with(List<Event> events) {
        Known next = new Known(this);
        events.forEach(next::take);
        next.index();
        // The same list as long as the tenants are the same, so that others see at a glance that nothing is to be done.
        List<Tenant> list = List.copyOf(next.tenants.values());
        next.tenantList = list.equals(tenantList) ? tenantList : list;
        return next;
    }

    private void take(Event event) {
        switch (event) {
            case Event.TenantKept(var tenant) -> tenants.put(tenant.id(), tenant);
            case Event.TenantRemoved(var id) -> tenants.remove(id);
            case Event.AccountKept(var entry) -> accounts.put(entry.account().id(), entry);
            case Event.AccountRemoved(var id) -> accounts.remove(id);
            case Event.PluginKept(var entry) -> plugins.put(entry.plugin().id(), entry);
            case Event.PluginRemoved(var id) -> plugins.remove(id);
            case Event.InstallationKept(var entry) ->
                installations.put(entry.installation().id(), entry);
            case Event.InstallationRemoved(var id) -> installations.remove(id);
            case Event.OperatorKept(var entry) -> operators.put(entry.operator().id(), entry);
            case Event.OperatorRemoved(var id) -> operators.remove(id);
            case Event.Ended end -> ended.put(end.clientId(), end);
            case Event.Used(var uses) -> used(uses);
            case Event.Revoked _, Event.Taken _ -> {
                // Kept elsewhere: they come often and end soon.
            }
        }
    }

    private void used(Map<String, Instant> uses) {
        accounts.replaceAll((id, entry) ->
                entry.secrets().hasAny(uses) ? entry.with(entry.secrets().used(uses)) : entry);
        plugins.replaceAll((id, entry) ->
                entry.secrets().hasAny(uses) ? entry.with(entry.secrets().used(uses)) : entry);
        installations.replaceAll((id, entry) ->
                entry.secrets().hasAny(uses) ? entry.with(entry.secrets().used(uses)) : entry);
    }

    private void index() {
        accounts.values().forEach(entry -> {
            byClientId.put(entry.account().clientId(), entry);
            byEmail.put(entry.account().email(), entry);
        });
        installations
                .values()
                .forEach(entry -> byConnection.put(entry.installation().connection(), entry));
        operators.values().forEach(entry -> byName.put(entry.operator().name(), entry));
    }

    /** Events that make the same of nothing. */
    List<Event> events(Instant now) {
        List<Event> events = new ArrayList<>();
        tenants.values().forEach(tenant -> events.add(new Event.TenantKept(tenant)));
        accounts.values().forEach(entry -> events.add(new Event.AccountKept(entry)));
        plugins.values().forEach(entry -> events.add(new Event.PluginKept(entry)));
        installations.values().forEach(entry -> events.add(new Event.InstallationKept(entry)));
        operators.values().forEach(entry -> events.add(new Event.OperatorKept(entry)));
        ended.values().stream()
                .filter(end -> end.at().plus(ENDED_REMEMBERED).isAfter(now))
                .forEach(events::add);
        return events;
    }

    List<Tenant> tenants() {
        return tenantList;
    }

    Optional<Tenant> tenant(TenantId id) {
        return Optional.ofNullable(tenants.get(id));
    }

    List<AccountEntry> accounts() {
        return List.copyOf(accounts.values());
    }

    Optional<AccountEntry> account(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Optional<AccountEntry> accountByClientId(String clientId) {
        return Optional.ofNullable(byClientId.get(clientId));
    }

    Optional<AccountEntry> accountByEmail(String email) {
        return Optional.ofNullable(byEmail.get(email));
    }

    List<PluginEntry> plugins() {
        return List.copyOf(plugins.values());
    }

    Optional<PluginEntry> plugin(String id) {
        return Optional.ofNullable(plugins.get(id));
    }

    List<InstallationEntry> installations() {
        return List.copyOf(installations.values());
    }

    Optional<InstallationEntry> installation(UUID id) {
        return Optional.ofNullable(installations.get(id));
    }

    Optional<InstallationEntry> installationByConnection(String connection) {
        return Optional.ofNullable(byConnection.get(connection));
    }

    List<OperatorEntry> operators() {
        return List.copyOf(operators.values());
    }

    Optional<OperatorEntry> operator(UUID id) {
        return Optional.ofNullable(operators.get(id));
    }

    Optional<OperatorEntry> operatorByName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Of everybody's secrets. */
    Set<String> secretIds() {
        return Stream.of(
                        accounts.values().stream().map(AccountEntry::secrets),
                        plugins.values().stream().map(PluginEntry::secrets),
                        installations.values().stream().map(InstallationEntry::secrets))
                .flatMap(each -> each)
                .flatMap(secrets -> secrets.hashes().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The first generation of an account with this client id. */
    long firstGeneration(String clientId) {
        Event.Ended end = ended.get(clientId);
        return end == null ? 1 : end.generation();
    }
}
