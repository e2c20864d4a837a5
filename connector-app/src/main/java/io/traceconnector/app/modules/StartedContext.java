package io.traceconnector.app.modules;

import io.traceconnector.api.LinkReader;
import io.traceconnector.api.LinkWriter;
import io.traceconnector.api.Meters;
import io.traceconnector.api.ModuleContext;
import java.nio.file.Path;
import java.time.Clock;

/** What one start of a module is given. */
record StartedContext(Path directory, Clock clock, Meters meters, LinkReader links, LinkWriter writer)
        implements ModuleContext {}
