package io.traceconnector.app;

import io.traceconnector.app.config.ConfigException;
import io.traceconnector.app.config.ConfigProblem;
import io.traceconnector.app.config.ConfigSource;
import io.traceconnector.app.modules.FoundModules;
import io.traceconnector.app.modules.ModuleConfigs;
import java.util.ArrayList;
import java.util.List;

/** Everything that was configured: the connector's own part, and a section for each module, bound when the module is known. */
record Settings(ConnectorConfig connector, ConfigSource source) implements ModuleConfigs {

    private static final String MODULES = "modules";
    private static final String ENABLED = "enabled";

    /** What stands in a module's section beside the module's own keys. */
    private record Switch(
            @io.traceconnector.api.Default("true") boolean enabled) {}

    /** @throws ConfigException with every problem of the connector's own part */
    static Settings read(ConfigSource source) {
        return new Settings(source.bind(ConnectorConfig.class, MODULES), source);
    }

    @Override
    public boolean enabled(String id) {
        List<String> path = List.of(MODULES, id);
        String[] others = source.names(path).stream()
                .filter(name -> !name.equals(ENABLED))
                .toArray(String[]::new);
        return source.bindBelow(path, Switch.class, others).enabled();
    }

    @Override
    public <C extends Record> C bind(String id, Class<C> type) {
        return source.bindBelow(List.of(MODULES, id), type, ENABLED);
    }

    /** Binds every module's section and refuses sections of modules that are not there, all problems at once. */
    void checkModules(FoundModules found) {
        List<String> ids = found.modules().stream().map(module -> module.id()).toList();
        List<ConfigProblem> problems = new ArrayList<>();
        source.names(List.of(MODULES)).stream()
                .filter(name -> !ids.contains(name))
                .forEach(name -> problems.add(new ConfigProblem(
                        MODULES + "." + name,
                        "configuration",
                        "no such module; there are: " + String.join(", ", ids))));
        found.modules().forEach(module -> {
            try {
                if (enabled(module.id())) {
                    bind(module.id(), module.configType());
                }
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
