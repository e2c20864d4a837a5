package io.traceconnector.app.callers.store;

import java.util.Map;

/** @param hashes of the plugin's secrets, by their ids */
record PluginEntry(Plugin plugin, Map<String, String> hashes) {

    PluginEntry {
        hashes = Map.copyOf(hashes);
    }

    Secrets secrets() {
        return new Secrets(plugin.secrets(), hashes);
    }

    PluginEntry with(Secrets secrets) {
        return new PluginEntry(copy(plugin.enabled(), secrets), secrets.hashes());
    }

    PluginEntry enabled(boolean enabled) {
        return new PluginEntry(copy(enabled, secrets()), hashes);
    }

    private Plugin copy(boolean enabled, Secrets secrets) {
        return new Plugin(
                plugin.id(),
                plugin.owner(),
                plugin.description(),
                enabled,
                plugin.wanted(),
                secrets.facts(),
                plugin.createdAt());
    }
}
