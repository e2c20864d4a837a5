package io.traceconnector.app;

import io.traceconnector.api.Default;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.audit.AuditConfig;
import io.traceconnector.app.callers.CallersConfig;
import io.traceconnector.app.callers.TenantConfig;
import io.traceconnector.app.decrypt.AnswerConfig;
import io.traceconnector.app.decrypt.DecryptConfig;
import io.traceconnector.app.http.HttpConfig;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.keys.pkcs11.HsmConfig;
import io.traceconnector.app.keys.vault.VaultConfig;
import io.traceconnector.app.outbox.OutboxConfig;
import io.traceconnector.app.seal.SealConfig;
import io.traceconnector.app.seal.WorkflowConfig;
import io.traceconnector.app.stream.StreamConfig;
import io.traceconnector.app.trace.TraceConfig;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * The configuration but its section {@code modules}: one record a component, defined beside it.
 *
 * @param organisations our organisations with their keys; at least one
 * @param hsms tokens, by the names that keys refer to
 * @param vaults services that sign, by the names that keys refer to
 * @param workflows how links are written to them, by row id; those that are not named are encrypted, for recipients pinned at first use
 * @param tenants that are not made at run time; organisations that none of them names belong to tenant {@code default}
 * @param plugins where jars of modules are dropped; may be missing
 */
record ConnectorConfig(
        TraceConfig trace,
        Map<OrganisationId, OrganisationConfig> organisations,
        KeysConfig keys,
        Map<String, HsmConfig> hsms,
        Map<String, VaultConfig> vaults,
        DecryptConfig decrypt,
        AnswerConfig answers,
        SealConfig seal,
        Map<WorkflowId, WorkflowConfig> workflows,
        OutboxConfig outbox,
        StreamConfig stream,
        CallersConfig callers,
        AuditConfig audit,
        Map<TenantId, TenantConfig> tenants,
        HttpConfig http,
        DataConfig data,
        @Default("plugins") Path plugins) {

    ConnectorConfig {
        if (organisations.isEmpty()) {
            throw new IllegalArgumentException(
                    "organisations must name at least one organisation with its decryption-keys and signing-key");
        }
        if (audit.organisation().filter(one -> !organisations.containsKey(one)).isPresent()) {
            throw new IllegalArgumentException("audit.organisation must be one of the organisations");
        }
        if (callers.store()
                .organisation()
                .filter(one -> !organisations.containsKey(one))
                .isPresent()) {
            throw new IllegalArgumentException("callers.store.organisation must be one of organisations");
        }
        if (!Collections.disjoint(hsms.keySet(), vaults.keySet())) {
            throw new IllegalArgumentException("hsms and vaults must not use the same name");
        }
    }
}
