package io.traceconnector.app.callers.store;

import java.util.Map;
import java.util.Optional;

/** @param hashes of the plugin's secrets, by their ids */
record PluginEntry(Plugin plugin, Map<String, String> hashes) {

    PluginEntry {
        hashes = Map.copyOf(hashes);
    }

    Secrets secrets() {
        return new Secrets(plugin.secrets(), hashes);
    }

    PluginEntry with(Secrets secrets) {
        return new PluginEntry(copy(plugin.enabled(), plugin.networks(), secrets), secrets.hashes());
    }

    PluginEntry enabled(boolean enabled) {
        return new PluginEntry(copy(enabled, plugin.networks(), secrets()), hashes);
    }

    PluginEntry withNetworks(Optional<Networks> networks) {
        return new PluginEntry(copy(plugin.enabled(), networks, secrets()), hashes);
    }

    private Plugin copy(boolean enabled, Optional<Networks> networks, Secrets secrets) {
        return new Plugin(
                plugin.id(),
                plugin.owner(),
                plugin.description(),
                enabled,
                plugin.wanted(),
                networks,
                secrets.facts(),
                plugin.createdAt());
    }
}
