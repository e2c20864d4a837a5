package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.store.StoreBounds;
import io.traceconnector.app.callers.store.StoreConfig;
import io.traceconnector.app.config.ConfigSource;
import io.traceconnector.app.keys.pkcs11.HsmConfig;
import io.traceconnector.app.keys.vault.VaultConfig;
import io.traceconnector.app.modules.FoundModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that ships is one that can be loaded, and what it says of defaults is true. */
class ExampleConfigurationTest {

    private static final Path EXAMPLE = Path.of("..", "conf", "connector.yaml");

    @Test
    void loadsAsShipped() {
        Settings settings = read(EXAMPLE);

        ConnectorConfig config = settings.connector();
        assertThat(config.organisations()).containsOnlyKeys(new OrganisationId("acme"));
        assertThat(config.organisations().values())
                .singleElement()
                .satisfies(acme -> assertThat(acme.decryptionKeys()).hasSize(2));
        assertThat(config.http().port()).isEqualTo(8903);
        try (FoundModules found = FoundModules.in(config.plugins())) {
            settings.checkModules(found);
            assertThat(settings.enabled("search")).isTrue();
        }
    }

    /** Uncommenting a default changes nothing, or the comment lies. */
    @Test
    void showsTheRealDefaults(@TempDir Path directory) throws IOException {
        String uncommented = Files.readAllLines(EXAMPLE).stream()
                .map(line -> line.matches(
                                " +# (listen|admitted-for|refused-for|own-tokens|drain|max-link-size|remembered-links|remember-for|kept"
                                        + "|max-link|remembered|max-data|links-in-flight|limits|poll-interval|discovery-interval|page-size|download-hosts|group-readable|file-bytes|file-age|keep-files|patience|waiting-bytes|refusals):"
                                        + " .*")
                        ? line.replaceFirst("# ", "")
                        : line)
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("connector.yaml"), uncommented);

        ConnectorConfig given = read(file).connector();
        ConnectorConfig standard = read(EXAMPLE).connector();

        assertThat(uncommented).contains("\n  page-size: 200");
        assertThat(given.stream()).isEqualTo(standard.stream());
        assertThat(given.decrypt()).isEqualTo(standard.decrypt());
        assertThat(given.answers()).isEqualTo(standard.answers());
        assertThat(given.seal()).isEqualTo(standard.seal());
        assertThat(given.http()).isEqualTo(standard.http());
        assertThat(given.keys()).isEqualTo(standard.keys());
        assertThat(given.audit()).isEqualTo(standard.audit());
        assertThat(given.callers().admittedFor()).isEqualTo(standard.callers().admittedFor());
        assertThat(given.callers().refusedFor()).isEqualTo(standard.callers().refusedFor());
        assertThat(given.callers().ownTokens()).isEqualTo(standard.callers().ownTokens());
    }

    @Test
    void showsIssuersAndIntegrators(@TempDir Path directory) throws IOException {
        String section = Files.readString(EXAMPLE).replaceAll("(?s).*\n(  # integrators:.*?)\n\n.*", "$1");
        String uncommented = section.replaceAll("(?m)^  # ( +.*|integrators:|issuers:)$", "  $1");
        Path file = Files.writeString(
                directory.resolve("connector.yaml"), Files.readString(EXAMPLE).replace(section, uncommented));

        var callers = read(file).connector().callers();
        assertThat(callers.issuers())
                .singleElement()
                .satisfies(issuer -> assertThat(issuer.introspection()).isPresent());
        assertThat(callers.integrators().groups()).containsOnlyKeys(new TenantId("acme"));
    }

    @Test
    void showsHowAWorkflowIsWrittenToUnlessConfigured(@TempDir Path directory) throws IOException {
        List<String> section = section("# workflows:");
        Path file = directory.resolve("connector.yaml");

        Files.writeString(file, Files.readString(EXAMPLE) + "\n" + String.join("\n", section));
        var shown = read(file).connector().workflows();
        Files.writeString(file, Files.readString(EXAMPLE) + "\nworkflows: {\"1234\": {}}\n");
        assertThat(shown).isEqualTo(read(file).connector().workflows()).hasSize(1);
    }

    @Test
    void showsAVaultAndItsDefaults(@TempDir Path directory) throws IOException {
        List<String> section = section("# vaults:");
        Path file = directory.resolve("connector.yaml");
        String rest = Files.readString(EXAMPLE) + "\n";

        Files.writeString(file, rest + String.join("\n", section));
        VaultConfig standard = vault(file);
        Files.writeString(
                file, rest + String.join("\n", section).replaceAll("(?m)# (mount|timeout|concurrency):", "$1:"));
        assertThat(vault(file)).isEqualTo(standard);
        Files.writeString(file, rest + String.join("\n", section).replaceAll("(?m)# (\\w+):", "$1:"));
        assertThat(vault(file).namespace()).contains("teams/acme");
    }

    @Test
    void showsAStoreOfCallersAndItsDefaults(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("connector.yaml");
        String example = Files.readString(EXAMPLE);
        String block = example.replaceAll("(?s).*\n(  # store:\n(?:  #   [^\n]*\n)+).*", "$1");
        String shown = block.replaceAll("(?m)^  # ", "  ");

        Files.writeString(file, example.replace(block, shown));
        StoreConfig standard = read(file).connector().callers().store();
        String defaults = shown.replaceAll("(?m)^( +)# (poll|believed-for|connections|bounds):", "$1$2:");
        Files.writeString(file, example.replace(block, defaults));

        assertThat(defaults).contains("\n      poll: 250ms");
        assertThat(standard.postgresql().orElseThrow().user()).isEqualTo("connector");
        assertThat(standard.organisation()).contains(new OrganisationId("acme"));
        assertThat(read(file).connector().callers().store()).isEqualTo(standard);
        assertThat(read(EXAMPLE).connector().callers().store())
                .isEqualTo(new StoreConfig(
                        Optional.empty(), Optional.empty(), new StoreBounds(10_000, 100_000, 1_000_000)));
    }

    @Test
    void showsPartsOfCallersWithTheRealDefaults(@TempDir Path directory) throws IOException {
        for (String name : List.of("proxies", "network", "authz", "throttle", "quota")) {
            List<String> shown = Files.readAllLines(EXAMPLE).stream()
                    .dropWhile(line -> !line.equals("  # " + name + ":"))
                    .takeWhile(line -> line.equals("  # " + name + ":") || line.startsWith("  #   "))
                    .toList();
            String given = String.join("\n", shown).replaceAll("(?m)^  # ", "  ");
            String text = Files.readString(EXAMPLE);
            Path file = directory.resolve("connector.yaml");

            Files.writeString(file, text.replace(String.join("\n", shown), given));
            ConnectorConfig standard = read(file).connector();
            Files.writeString(
                    file, text.replace(String.join("\n", shown), given.replaceAll("(?m)^( +)# ([a-z-]+:)", "$1$2")));

            assertThat(shown).hasSizeGreaterThan(1);
            assertThat(read(file).connector().callers()).isEqualTo(standard.callers());
        }
    }

    private static List<String> section(String begin) throws IOException {
        return Files.readAllLines(EXAMPLE).stream()
                .dropWhile(line -> !line.equals(begin))
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(2))
                .toList();
    }

    private static VaultConfig vault(Path file) {
        return Objects.requireNonNull(read(file).connector().vaults().get("main"));
    }

    @Test
    void showsATokenWithTheRealDefaults(@TempDir Path directory) throws IOException {
        String uncommented = Files.readString(EXAMPLE)
                .replaceAll("(?s).*\n(# hsms:\n.*?)\n\n.*", "$1")
                .replaceAll("(?m)^# ", "");
        Path file =
                Files.writeString(directory.resolve("connector.yaml"), Files.readString(EXAMPLE) + "\n" + uncommented);

        assertThat(read(file).connector().hsms())
                .isEqualTo(Map.of(
                        "acme-hsm",
                        HsmConfig.ofToken(
                                Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                                "acme",
                                new SecretSource("file:" + directory.resolve("secrets/hsm-pin")))));
    }

    private static Settings read(Path file) {
        return Settings.read(ConfigSource.read(Optional.of(file), List.of(), Map.of()));
    }
}
