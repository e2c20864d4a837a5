package io.traceconnector.app.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class ModuleMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ModuleMeters meters = new ModuleMeters(registry, "search");

    @Test
    void replacesAGaugeOfTheSameNameAndTags() {
        meters.gauge("documents", () -> 1, "kind", "links");
        meters.gauge("documents", () -> 2, "kind", "links");
        meters.gauge("documents", () -> 3, "kind", "traces");

        assertThat(registry.get("connector.search.documents")
                        .tag("kind", "links")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(registry.get("connector.search.documents").gauges()).hasSize(2);
    }

    @Test
    void letsGoOfTheModuleAtItsEnd() {
        meters.gauge("documents", () -> 1);
        meters.count("commits", 4);
        meters.close();

        assertThat(registry.find("connector.search.documents").gauge()).isNull();
        assertThat(registry.get("connector.search.commits").counter().count()).isEqualTo(4);
    }
}
