package io.traceconnector.app.callers.store;

import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;

/**
 * Tells which plugins count. While a plugin's owner is disabled or gone nobody is left who answers for it, so it counts no more than a
 * disabled one.
 */
record OpenPlugins(Tenants tenants) {

    boolean isOpen(Plugin plugin) {
        return plugin.enabled()
                && plugin.owner()
                        .map(owner ->
                                tenants.byId(owner).filter(Tenant::enabled).isPresent())
                        .orElse(true);
    }

    /** The plugin as it counts now. */
    PluginEntry asItCounts(PluginEntry entry) {
        return isOpen(entry.plugin()) ? entry : entry.enabled(false);
    }
}
