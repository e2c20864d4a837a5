package io.traceconnector.app.callers.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A change of what the store holds. Each says what is so from now on, so that taking one up twice does no harm. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "tenant", value = Event.TenantKept.class),
    @JsonSubTypes.Type(name = "tenant-removed", value = Event.TenantRemoved.class),
    @JsonSubTypes.Type(name = "account", value = Event.AccountKept.class),
    @JsonSubTypes.Type(name = "account-removed", value = Event.AccountRemoved.class),
    @JsonSubTypes.Type(name = "plugin", value = Event.PluginKept.class),
    @JsonSubTypes.Type(name = "plugin-removed", value = Event.PluginRemoved.class),
    @JsonSubTypes.Type(name = "installation", value = Event.InstallationKept.class),
    @JsonSubTypes.Type(name = "installation-removed", value = Event.InstallationRemoved.class),
    @JsonSubTypes.Type(name = "operator", value = Event.OperatorKept.class),
    @JsonSubTypes.Type(name = "operator-removed", value = Event.OperatorRemoved.class),
    @JsonSubTypes.Type(name = "ended", value = Event.Ended.class),
    @JsonSubTypes.Type(name = "used", value = Event.Used.class),
    @JsonSubTypes.Type(name = "revoked", value = Event.Revoked.class),
    @JsonSubTypes.Type(name = "taken", value = Event.Taken.class)
})
sealed interface Event {

    record TenantKept(Tenant tenant) implements Event {}

    record TenantRemoved(TenantId id) implements Event {}

    record AccountKept(AccountEntry entry) implements Event {}

    record AccountRemoved(UUID id) implements Event {}

    record PluginKept(PluginEntry entry) implements Event {}

    record PluginRemoved(String id) implements Event {}

    record InstallationKept(InstallationEntry entry) implements Event {}

    record InstallationRemoved(UUID id) implements Event {}

    record OperatorKept(OperatorEntry entry) implements Event {}

    record OperatorRemoved(UUID id) implements Event {}

    /** A client id was deleted; if it comes back, its tokens begin with this generation. */
    record Ended(String clientId, long generation, Instant at) implements Event {}

    /** When secrets were used last, by their ids. */
    record Used(Map<String, Instant> secrets) implements Event {}

    /** @param token keyed hash of its id, in base64 */
    record Revoked(String token, Instant expires) implements Event {}

    /** @param id keyed hash of scope and id, in base64 */
    record Taken(String scope, String id, Instant expires) implements Event {}
}
