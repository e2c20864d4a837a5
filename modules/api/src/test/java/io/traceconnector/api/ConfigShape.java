package io.traceconnector.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that a record has only components that {@link Default} allows. */
final class ConfigShape {

    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            int.class,
            long.class,
            double.class,
            boolean.class,
            Duration.class,
            Path.class,
            URI.class,
            SecretSource.class);

    private ConfigShape() {}

    /** Components, by their paths, that cannot be bound. */
    static List<String> unbindable(Class<?> record) {
        return components(record, "").toList();
    }

    private static Stream<String> components(Class<?> record, String path) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> component(component, path + "." + component.getName()));
    }

    private static Stream<String> component(RecordComponent component, String path) {
        return type(component.getGenericType(), path);
    }

    private static Stream<String> type(Type type, String path) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] inner = parameterized.getActualTypeArguments();
            Type raw = parameterized.getRawType();
            boolean known =
                    raw == Optional.class || raw == List.class || (raw == Map.class && inner[0] == String.class);
            return known ? type(inner[inner.length - 1], path) : Stream.of(path);
        }
        if (!(type instanceof Class<?> plain) || !(SCALARS.contains(plain) || plain.isEnum() || plain.isRecord())) {
            return Stream.of(path);
        }
        return plain.isRecord() && !SCALARS.contains(plain) ? components(plain, path) : Stream.empty();
    }
}
