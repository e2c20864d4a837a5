package io.traceconnector.app.keys.vault;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A Vault whose transit engine signs.
 *
 * @param url {@code https}, or {@code http} on a loopback host such as that of Vault's agent
 * @param mount where the transit engine is mounted
 * @param namespace for Vaults that have namespaces
 * @param token read at first use, and again where Vault refuses it, at most every five seconds; a login is a matter of Vault's agent or of an
 *     {@code exec:} command
 * @param ca PEM certificates that Vault's own is checked against; those of the Java runtime where left out
 * @param timeout for one request, waiting for its turn included, 100 ms to 30 s; a command that gives the token takes its own time
 * @param concurrency requests at a time, 1 to 1024; more wait for their turn
 */
public record VaultConfig(
        URI url,
        @Default("transit") String mount,
        Optional<String> namespace,
        SecretSource token,
        Optional<Path> ca,
        @Default("10s") Duration timeout,
        @Default("16") int concurrency) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    public VaultConfig {
        String host = url.getHost();
        require(
                host != null
                        && url.getUserInfo() == null
                        && url.getQuery() == null
                        && url.getFragment() == null
                        && url.getPath().replace("/", "").isEmpty(),
                "url must be a URL of scheme, host and port only");
        boolean loopback = LOOPBACK.contains(String.valueOf(host).toLowerCase(Locale.ROOT));
        require(
                "https".equalsIgnoreCase(url.getScheme()) || ("http".equalsIgnoreCase(url.getScheme()) && loopback),
                "url must be an https URL; http is for loopback hosts only");
        require(
                mount.matches("\\w[\\w-]*(/\\w[\\w-]*)*"),
                "mount must be a path such as transit or teams/acme/transit");
        require(namespace.stream().allMatch(name -> name.matches("[\\w/-]+")), "namespace must be a path");
        require(timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0, "timeout must be 100ms to 30s");
        require(concurrency >= 1 && concurrency <= 1024, "concurrency must be 1 to 1024");
    }

    URI endpoint(String path) {
        return url.resolve("/v1/" + mount + "/" + path);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
