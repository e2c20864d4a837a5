package io.traceconnector.api;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Measurements of a module. Names are lower case with dots; tags are pairs of name and value with few values. */
public interface Meters {

    void count(String name, long amount, String... tags);

    void time(String name, Duration duration, String... tags);

    /** Registers a value that is read when metrics are scraped; a second call with the same name and tags replaces the first. */
    void gauge(String name, DoubleSupplier value, String... tags);
}
