package io.traceconnector.app.callers.oidc;

import static io.traceconnector.app.callers.tokens.TestingTokens.presented;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.tokens.FakeTenants;
import io.traceconnector.app.http.TestingCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer whose certificate is by an authority of its house. */
final class IssuerTrustTest {

    private final Path directory;
    private final TestingCertificates certificates;
    private final FakeIssuer issuer;
    private final FakeTenants tenants = new FakeTenants();

    IssuerTrustTest(@TempDir Path directory) {
        this.directory = directory;
        certificates = new TestingCertificates(directory);
        issuer = new FakeIssuer(Optional.of(certificates.client(Optional.of(certificates.identity("127.0.0.1")))));
        tenants.add("acme", true);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private ForeignTokens tokens(Optional<Path> ca) {
        return FakeIssuer.believedBy(tenants, issuer.config(List.of(), ca, Optional.empty()));
    }

    private Verdict verdict(Optional<Path> ca) {
        try (ForeignTokens tokens = tokens(ca)) {
            return tokens.authenticators()
                    .getFirst()
                    .authenticate(presented(issuer.token("one", issuer.claims())), TestingFacts.of());
        }
    }

    @Test
    void isBelievedByTheAuthorityOfTheConfigurationAlone() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));

        assertThat(verdict(Optional.of(certificates.authorityFile()))).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(Optional.empty())).isInstanceOf(Verdict.Away.class);
        assertThat(verdict(Optional.of(new TestingCertificates(other).authorityFile())))
                .isInstanceOf(Verdict.Away.class);
    }

    @Test
    void aFileWithoutCertificatesIsRefusedAtTheStart() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        for (Path file : List.of(empty, directory.resolve("missing.pem"))) {
            assertThatThrownBy(() -> tokens(Optional.of(file)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("callers.issuers: ca " + file);
        }
    }
}
