package io.traceconnector.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command finds a running connector. */
final class ManagementOptions {

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--management",
            paramLabel = "URL",
            description = "Where the connector answers operators (default: as configured).")
    private @Nullable String management;

    ApiClient client() {
        if (management != null) {
            return new ApiClient(management);
        }
        var http = Settings.read(options.source()).connector().http();
        return new ApiClient("http://" + http.managementHost() + ":" + http.managementPort());
    }
}
