package io.traceconnector.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a configuration record's component that is left out, written as in the configuration file. A component without it must
 * be given, unless it is an {@link java.util.Optional}, a list or a map (then empty) or a record (then all its defaults). Names are written
 * {@code lower-case-with-dashes} in the file. Types: text, numbers, booleans, enums, {@link java.time.Duration} ({@code 5s}, {@code 10m}),
 * {@link java.nio.file.Path}, {@link java.net.URI}, records, lists and maps by text. A byte count is a {@code long} and may be written {@code 64MiB}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}
