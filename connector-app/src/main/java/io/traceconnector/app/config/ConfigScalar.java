package io.traceconnector.app.config;

import io.traceconnector.api.SecretSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that are written as one value. */
final class ConfigScalar {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(-?\\d{1,18})(KiB|MiB|GiB)?");
    private static final List<Class<?>> TYPES = List.of(
            String.class,
            int.class,
            long.class,
            Long.class,
            double.class,
            boolean.class,
            Duration.class,
            Path.class,
            URI.class,
            SecretSource.class);

    private ConfigScalar() {}

    /** A record of one text component, such as an id, counts as a text. */
    static boolean isScalar(Class<?> type) {
        return TYPES.contains(type) || type.isEnum() || isName(type);
    }

    private static boolean isName(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        RecordComponent[] components = type.getRecordComponents();
        return components.length == 1
                && components[0].getType() == String.class
                && components[0].getName().equals("value");
    }

    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> spelt((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "int" -> "a whole number";
            case "long", "Long" -> "a whole number, or a size such as 64MiB";
            case "double" -> "a number";
            case "boolean" -> "true or false";
            case "Duration" -> "a duration such as 500ms, 5s, 10m, 2h or 7d";
            case "URI" -> "a URL such as https://trace-api.example.com";
            case "Path" -> "a path";
            case "SecretSource" -> "file:PATH, env:NAME or exec:COMMAND, never the secret itself";
            default -> "a text";
        };
    }

    static Object parse(ConfigNode.Scalar scalar, Class<?> type) {
        String text = scalar.text();
        if (type.isEnum()) {
            return constant(text, type);
        }
        if (isName(type)) {
            return name(text, type);
        }
        return switch (type.getSimpleName()) {
            case "int" -> Integer.parseInt(text);
            case "long", "Long" -> bytes(text);
            case "double" -> Double.parseDouble(text);
            case "boolean" -> bool(text);
            case "Duration" -> duration(text);
            case "URI" -> url(text);
            case "Path" -> scalar.origin().resolve(text);
            case "SecretSource" -> secret(scalar);
            default -> text;
        };
    }

    private static SecretSource secret(ConfigNode.Scalar scalar) {
        String text = scalar.text();
        return text.startsWith("file:")
                ? new SecretSource("file:" + scalar.origin().resolve(text.substring("file:".length())))
                : new SecretSource(text);
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    private static URI url(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("not absolute");
        }
        return uri;
    }

    private static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        int shift = unit == null ? 0 : unit.equals("KiB") ? 10 : unit.equals("MiB") ? 20 : 30;
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("too large");
        }
        return number << shift;
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Object constant(String text, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelt((Enum<?>) constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a constant"));
    }

    private static String spelt(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object name(String text, Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return constructor.newInstance(text);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("not a name", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be used in a configuration", e);
        }
    }
}
