package io.traceconnector.app.modules;

import io.traceconnector.api.ConnectorModule;
import java.nio.file.Path;
import java.util.List;

/** The modules of the class path and of the plugins' directory; nothing of them runs yet. */
public final class FoundModules implements AutoCloseable {

    private FoundModules() {}

    /**
     * @param plugins every jar in it is a plugin, and so is every directory in it with all its jars; it may be missing
     * @throws ModuleException when a plugin cannot be loaded, or two modules have the same id
     */
    public static FoundModules in(Path plugins) {
        return new FoundModules();
    }

    /** In the order of their ids. */
    public List<ConnectorModule<?>> modules() {
        return List.of();
    }

    /** Frees the plugins' jars; their modules must have been closed. */
    @Override
    public void close() {}
}
