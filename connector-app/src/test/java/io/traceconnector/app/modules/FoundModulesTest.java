package io.traceconnector.app.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.ConnectorModule;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoundModulesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path plugins;

    @Test
    void findsAJarAndADirectoryOfJars() throws IOException {
        PluginJar.write(plugins.resolve("b.jar"), "Bee", "plugin-b", "");
        Path set = Files.createDirectory(plugins.resolve("a"));
        PluginJar.write(set.resolve("one.jar"), "Ant", "plugin-a", "");
        PluginJar.writeUnnamed(set.resolve("helper.jar"), "Helper", "helper");
        Files.writeString(plugins.resolve("README"), "not a plugin");

        try (FoundModules found = FoundModules.in(plugins)) {
            assertThat(ofPlugins(found)).containsExactly("plugin-a", "plugin-b");
        }
    }

    @Test
    void needsNoPlugins() {
        try (FoundModules found = FoundModules.in(plugins.resolve("missing"))) {
            assertThat(ofPlugins(found)).isEmpty();
        }
    }

    @Test
    void refusesTwoModulesWithOneIdAndNamesBothPlaces() throws IOException {
        PluginJar.write(plugins.resolve("one.jar"), "One", "plugin-a", "");
        PluginJar.write(plugins.resolve("two.jar"), "Two", "plugin-a", "");

        assertThatThrownBy(() -> FoundModules.in(plugins))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("plugin-a")
                .hasMessageContaining("one.jar")
                .hasMessageContaining("two.jar");
    }

    @Test
    void refusesAnIdThatIsNotOne() throws IOException {
        PluginJar.write(plugins.resolve("one.jar"), "One", "../escape", "");

        assertThatThrownBy(() -> FoundModules.in(plugins))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("one.jar");
    }

    @Test
    void refusesAJarWithoutAModule() throws IOException {
        PluginJar.writeUnnamed(plugins.resolve("one.jar"), "One", "plugin-a");

        assertThatThrownBy(() -> FoundModules.in(plugins))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("META-INF/services");
    }

    @Test
    void refusesAJarThatIsNone() throws IOException {
        Files.writeString(plugins.resolve("one.jar"), "not a jar");

        assertThatThrownBy(() -> FoundModules.in(plugins)).isInstanceOf(ModuleException.class);
    }

    @Test
    void showsAPluginTheModuleApiAndNothingElseOfTheConnector() throws IOException {
        PluginJar.write(plugins.resolve("one.jar"), "One", "plugin-a", """
                Json.of("1".getBytes()).tree();
                org.slf4j.LoggerFactory.getLogger("plugin").debug("sees the log");
                Class.forName("java.sql.Connection");
                for (String hidden : new String[] {
                    "io.traceconnector.app.keys.KeyRing", "io.traceconnector.app.modules.ModuleHost",
                    "io.micrometer.core.instrument.MeterRegistry"}) {
                    try {
                        Class.forName(hidden);
                        throw new AssertionError("sees " + hidden);
                    } catch (ClassNotFoundException e) {
                        continue;
                    }
                }
                """);
        try (FoundModules found = FoundModules.in(plugins)) {
            ConnectorModule<?> module = found.modules().stream()
                    .filter(each -> each.id().equals("plugin-a"))
                    .findFirst()
                    .orElseThrow();
            assertThatCode(() -> start(module)).doesNotThrowAnyException();
        }
    }

    private <C extends Record> void start(ConnectorModule<C> module) throws Exception {
        StartedContext context = new StartedContext(
                plugins,
                Clock.systemUTC(),
                new ModuleMeters(new SimpleMeterRegistry(), "plugin-a"),
                (caller, trace) -> List.of(),
                (caller, feed, trace, action, data, key) -> {
                    throw new AssertionError("no module of this test writes");
                },
                organisation -> new TenantId("default"));
        module.start(module.configType().getDeclaredConstructor().newInstance(), context)
                .close();
    }

    private static List<String> ofPlugins(FoundModules found) {
        return found.modules().stream()
                .map(ConnectorModule::id)
                .filter(id -> id.startsWith("plugin"))
                .toList();
    }
}
