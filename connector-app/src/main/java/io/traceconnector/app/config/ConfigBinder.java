package io.traceconnector.app.config;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes records out of nodes; goes on after a problem, so that all are found in one run. */
final class ConfigBinder {

    private final Map<String, String> environment;
    private final List<ConfigProblem> problems = new ArrayList<>();

    ConfigBinder(Map<String, String> environment) {
        this.environment = environment;
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    <C extends Record> Optional<C> bind(ConfigNode.Mapping node, String path, Class<C> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> known = Arrays.stream(components)
                .map(component -> dashed(component.getName()))
                .toList();
        node.members().forEach((name, member) -> {
            if (!known.contains(name)) {
                String suggestion = Suggestion.of(name, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("; known here: " + String.join(", ", known));
                problem(path(path, name), member.origin(), "unknown key" + suggestion);
            }
        });
        Object[] values = new Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            Optional<Object> value = component(node, path, components[i]);
            complete &= value.isPresent();
            values[i] = value.orElse(null);
        }
        return complete ? construct(type, components, values, path, node.origin()) : Optional.empty();
    }

    private Optional<Object> component(ConfigNode.Mapping node, String path, RecordComponent component) {
        String key = dashed(component.getName());
        String below = path(path, key);
        Optional<ConfigNode> written =
                Optional.ofNullable(node.members().get(key)).filter(found -> !isNull(found));
        Optional<ConfigNode> given = written.filter(found -> found.origin().isOption())
                .or(() -> variable(below, component.getGenericType()))
                .or(() -> written);
        Default standard = component.getAnnotation(Default.class);
        if (given.isEmpty() && standard != null) {
            given = Optional.of(ConfigFile.value(standard.value(), "default", problems));
        }
        if (given.isPresent()) {
            return value(given.get(), below, component.getGenericType());
        }
        return missing(below, component.getGenericType(), node.origin());
    }

    private Optional<Object> missing(String path, Type type, Origin origin) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return Optional.of(present(inner(type, 0), path, origin));
        }
        if (raw == List.class) {
            return Optional.of(List.of());
        }
        if (raw == Map.class) {
            return Optional.of(Map.of());
        }
        if (raw.isRecord() && !ConfigScalar.isScalar(raw)) {
            return bind(new ConfigNode.Mapping(Map.of(), origin), path, raw.asSubclass(Record.class))
                    .map(record -> record);
        }
        problem(path, origin, "is missing");
        return Optional.empty();
    }

    /** An optional record exists without being in the file only when the environment gives one of its values. */
    private Optional<Object> present(Type type, String path, Origin origin) {
        Class<?> raw = raw(type);
        String prefix = variableName(path) + "_";
        if (raw.isRecord()
                && !ConfigScalar.isScalar(raw)
                && environment.keySet().stream().anyMatch(name -> name.startsWith(prefix))) {
            return bind(new ConfigNode.Mapping(Map.of(), origin), path, raw.asSubclass(Record.class))
                    .map(record -> record);
        }
        return Optional.empty();
    }

    private Optional<Object> value(ConfigNode node, String path, Type type) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return value(node, path, inner(type, 0)).map(Optional::of);
        }
        if (raw == List.class) {
            return list(node, path, inner(type, 0));
        }
        if (raw == Map.class) {
            return map(node, path, raw(inner(type, 0)), inner(type, 1));
        }
        if (ConfigScalar.isScalar(raw)) {
            return scalar(node, path, raw);
        }
        if (node instanceof ConfigNode.Mapping mapping) {
            return bind(mapping, path, raw.asSubclass(Record.class)).map(record -> record);
        }
        problem(path, node.origin(), "must be a mapping of keys to values");
        return Optional.empty();
    }

    private Optional<Object> scalar(ConfigNode node, String path, Class<?> type) {
        if (!(node instanceof ConfigNode.Scalar scalar)) {
            problem(path, node.origin(), "must be " + ConfigScalar.expected(type));
            return Optional.empty();
        }
        try {
            return Optional.of(ConfigScalar.parse(scalar, type));
        } catch (IllegalArgumentException e) {
            // Where a secret was written by mistake, the value must not be repeated.
            problem(path, node.origin(), "must be " + ConfigScalar.expected(type));
            return Optional.empty();
        }
    }

    private Optional<Object> list(ConfigNode node, String path, Type item) {
        List<ConfigNode> items = node instanceof ConfigNode.Sequence sequence ? sequence.items() : List.of(node);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            value(items.get(i), path + "[" + i + "]", item).ifPresent(values::add);
        }
        return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<Object> map(ConfigNode node, String path, Class<?> key, Type item) {
        if (!(node instanceof ConfigNode.Mapping mapping)) {
            problem(path, node.origin(), "must be a mapping of names to values");
            return Optional.empty();
        }
        Map<Object, Object> values = new LinkedHashMap<>();
        mapping.members()
                .forEach((name, member) -> scalar(
                                new ConfigNode.Scalar(name, false, member.origin()), path(path, name), key)
                        .ifPresent(bound ->
                                value(member, path(path, name), item).ifPresent(value -> values.put(bound, value))));
        return values.size() == mapping.members().size()
                ? Optional.of(java.util.Collections.unmodifiableMap(values))
                : Optional.empty();
    }

    private <C extends Record> Optional<C> construct(
            Class<C> type, RecordComponent[] components, Object[] values, String path, Origin origin) {
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                problem(path, origin, String.valueOf(refused.getMessage()));
                return Optional.empty();
            }
            throw new IllegalStateException("the configuration record " + type.getName() + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be used as a configuration record", e);
        }
    }

    private Optional<ConfigNode> variable(String path, Type type) {
        Class<?> raw = raw(type) == Optional.class ? raw(inner(type, 0)) : raw(type);
        String name = variableName(path);
        if (raw == SecretSource.class) {
            if (environment.containsKey(name + "_FILE")) {
                String file = environment.get(name + "_FILE");
                return Optional.of(new ConfigNode.Scalar("file:" + file, false, Origin.of(name + "_FILE")));
            }
            return environment.containsKey(name)
                    ? Optional.of(new ConfigNode.Scalar("env:" + name, false, Origin.of(name)))
                    : Optional.empty();
        }
        boolean whole = ConfigScalar.isScalar(raw) || raw == List.class;
        return whole && environment.containsKey(name)
                ? Optional.of(ConfigFile.value(String.valueOf(environment.get(name)), name, problems))
                : Optional.empty();
    }

    private static String variableName(String path) {
        return "CONNECTOR_" + path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }

    private void problem(String path, Origin origin, String message) {
        problems.add(new ConfigProblem(path, origin.toString(), message));
    }

    private static boolean isNull(ConfigNode node) {
        return node instanceof ConfigNode.Scalar scalar && scalar.isNull();
    }

    private static String path(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized ? raw(parameterized.getRawType()) : (Class<?>) type;
    }

    private static Type inner(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
