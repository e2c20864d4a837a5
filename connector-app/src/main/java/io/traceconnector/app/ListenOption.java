package io.traceconnector.app;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether the connector listens for applications: another word for {@code http.listen}. */
final class ListenOption {

    enum Applications {
        all,
        none
    }

    @Option(
            names = "--listen",
            paramLabel = "all|none",
            description = {
                "none: no port is opened for applications; operators are answered as ever. The same as --set http.listen=management.",
                "(default: as configured)"
            })
    private Optional<Applications> applications = Optional.empty();

    /** As {@code key=value}. */
    List<String> settings() {
        return applications.stream()
                .map(given -> "http.listen="
                        + switch (given) {
                            case all -> "all";
                            case none -> "management";
                        })
                .toList();
    }
}
