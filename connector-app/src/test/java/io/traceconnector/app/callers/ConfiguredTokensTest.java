package io.traceconnector.app.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where the tokens of the configuration count; whoever asks here is at 127.0.0.1. */
final class ConfiguredTokensTest {

    private static final String TOKEN = "a-token-of-the-configuration";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("token"), TOKEN);
    }

    private Admission ask(String token, String... networks) {
        TenantDirectory tenants = new TenantDirectory(Map.of(), Set.of(), List::of);
        ConfiguredTokens tokens = new ConfiguredTokens(
                List.of(new SecretSource("file:" + file)),
                List.of("connector.reader"),
                Stream.of(networks).map(AddressRange::new).toList(),
                tenants);
        Callers callers =
                new Callers(List.of(tokens), tenants, new BuiltInRoles(), (patterns, path) -> false, Clock.systemUTC());
        return callers.admit(TestingFacts.of("Bearer " + token), TestingFacts.asks(new Demand.Recognition()));
    }

    @Test
    void theyCountFromEverywhereUnlessNetworksAreNamed() {
        assertThat(ask(TOKEN)).isInstanceOf(Admission.Admitted.class);
        assertThat(ask(TOKEN, "10.0.0.0/8", "127.0.0.0/8")).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void elsewhereOneIsRefusedAsAnyOtherTokenIs() {
        assertThat(ask(TOKEN, "10.0.0.0/8", "2001:db8::/32"))
                .isInstanceOf(Admission.Refused.class)
                .isEqualTo(ask("a-token-that-nobody-has-given", "10.0.0.0/8"));
    }
}
