package io.traceconnector.app.modules;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.LinkReader;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What modules are given of the connector.
 *
 * @param data the directory in which each module gets its own, named by its id
 */
public record Surroundings(Path data, Clock clock, MeterRegistry meters, LinkReader links) {}
