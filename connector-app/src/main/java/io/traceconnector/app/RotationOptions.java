package io.traceconnector.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a new secret takes the place of the one before it. */
final class RotationOptions {

    @Mixin
    private GraceOption grace;

    @Option(
            names = "--not-before",
            paramLabel = "TIME",
            description = {
                "From when on the new secret counts, such as 2027-01-31T06:00:00Z (default: at once).",
                "Until then the one before it counts alone; the grace begins then."
            })
    private @Nullable String notBefore;

    ObjectNode order() {
        ObjectNode order = grace.order();
        return notBefore == null ? order : order.put("notBefore", notBefore);
    }
}
