package io.traceconnector.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the configuration is made of, in order of precedence: options ({@code --set key=value}), the environment
 * ({@code CONNECTOR_HTTP_PORT} for {@code http.port}), the file, defaults.
 */
public final class ConfigSource {

    private final Optional<Path> file;
    private final ConfigNode.Mapping root;
    private final Map<String, String> environment;
    private final List<ConfigProblem> problems;

    private ConfigSource(
            Optional<Path> file,
            ConfigNode.Mapping root,
            Map<String, String> environment,
            List<ConfigProblem> problems) {
        this.file = file;
        this.root = root;
        this.environment = Map.copyOf(environment);
        this.problems = List.copyOf(problems);
    }

    /**
     * @param settings {@code key=value} each, from the command line
     * @param environment the variables; those that do not begin with {@code CONNECTOR_} are left alone
     */
    public static ConfigSource read(Optional<Path> file, List<String> settings, Map<String, String> environment) {
        List<ConfigProblem> problems = new ArrayList<>();
        ConfigNode.Mapping root = file.map(path -> ConfigFile.read(path, problems))
                .orElseGet(() -> new ConfigNode.Mapping(Map.of(), Origin.of("command line")));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                problems.add(new ConfigProblem("", "--set", "takes key=value"));
                continue;
            }
            String key = setting.substring(0, equals);
            ConfigNode value = ConfigFile.value(setting.substring(equals + 1), "--set " + key, problems);
            root = put(root, ConfigFile.path(key), value);
        }
        return new ConfigSource(file, root, environment, problems);
    }

    /** The file that was read; empty where there is none. */
    public Optional<Path> file() {
        return file;
    }

    private static ConfigNode.Mapping put(ConfigNode.Mapping node, List<String> path, ConfigNode value) {
        if (path.size() == 1) {
            return node.with(path.getFirst(), value);
        }
        ConfigNode inner = node.members().get(path.getFirst());
        ConfigNode.Mapping below = inner instanceof ConfigNode.Mapping mapping
                ? mapping
                : new ConfigNode.Mapping(new LinkedHashMap<>(), value.origin());
        return node.with(path.getFirst(), put(below, path.subList(1, path.size()), value));
    }

    /**
     * Binds all of the configuration but the members that are named.
     *
     * @throws ConfigException with every problem that was found
     */
    public <C extends Record> C bind(Class<C> type, String... without) {
        ConfigNode.Mapping own = root;
        for (String name : without) {
            own = own.without(name);
        }
        return bind(own, "", type);
    }

    /** Binds what stands below a path, such as {@code modules.search}, but the members that are named. */
    public <C extends Record> C bindBelow(List<String> path, Class<C> type, String... without) {
        ConfigNode.Mapping own = below(path);
        for (String name : without) {
            own = own.without(name);
        }
        return bind(own, String.join(".", path), type);
    }

    /** The names of the members below a path. */
    public List<String> names(List<String> path) {
        return List.copyOf(below(path).members().keySet());
    }

    private ConfigNode.Mapping below(List<String> path) {
        ConfigNode.Mapping node = root;
        for (String name : path) {
            node = node.members().get(name) instanceof ConfigNode.Mapping mapping
                    ? mapping
                    : new ConfigNode.Mapping(Map.of(), node.origin());
        }
        return node;
    }

    private <C extends Record> C bind(ConfigNode.Mapping node, String path, Class<C> type) {
        ConfigBinder binder = new ConfigBinder(environment);
        Optional<C> bound = binder.bind(node, path, type);
        List<ConfigProblem> all = new ArrayList<>(problems);
        all.addAll(binder.problems());
        if (!all.isEmpty() || bound.isEmpty()) {
            throw new ConfigException(all);
        }
        return bound.get();
    }
}
