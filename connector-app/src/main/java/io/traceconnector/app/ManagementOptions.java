package io.traceconnector.app;

import java.nio.file.Path;
import java.util.Optional;
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

    @Option(
            names = "--management-ca",
            paramLabel = "FILE",
            description = "PEM certificates that an https connector's own is checked against.")
    private @Nullable Path authority;

    @Option(
            names = "--management-certificate",
            paramLabel = "FILE",
            description = "PEM certificate to show to a connector that wants one.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--management-key", paramLabel = "FILE", description = "Its PEM private key.")
    private Optional<Path> key = Optional.empty();

    ApiClient client() {
        return new ApiClient(
                management != null ? management : configured(),
                Optional.empty(),
                Optional.ofNullable(authority).map(file -> ClientTls.of(file, certificate, key)));
    }

    private String configured() {
        var http = Settings.read(options.source()).connector().http();
        String scheme = http.managementTls().isPresent() ? "https://" : "http://";
        return scheme + http.managementHost() + ":" + http.managementPort();
    }
}
