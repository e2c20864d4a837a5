package io.traceconnector.app.modules;

/** The section {@code modules} of the configuration. */
public interface ModuleConfigs {

    /** Whether the module is to run. */
    boolean enabled(String id);

    /**
     * The section of a module as its record.
     *
     * @throws RuntimeException when it cannot be bound: the start is refused
     */
    <C extends Record> C bind(String id, Class<C> type);
}
