package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.app.decrypt.LinkOpener.Result;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Links that the Go and JavaScript clients sealed. */
class EncryptedLinkVectorsTest {

    private static final Map<String, PrivateKeyPem> KEYS = keys();

    @TempDir
    private Path data;

    record Case(String name, String recipient, JsonNode vector) {
        @Override
        public String toString() {
            return name + " for " + recipient;
        }
    }

    static Stream<Case> links() {
        return read("encrypted-links.json")
                .path("links")
                .valueStream()
                .flatMap(link -> link.path("recipientKeys")
                        .valueStream()
                        .map(key -> new Case(link.path("name").stringValue(), key.stringValue(), link)));
    }

    @ParameterizedTest
    @MethodSource("links")
    void opensForEachRecipient(Case link) {
        try (Decryptor decryptor = decryptor(link.recipient())) {
            Result first = open(decryptor, link.vector());
            Result remembered = open(decryptor, link.vector());

            String expected = link.vector().path("plaintextDataJson").stringValue();
            assertThat(first.payload())
                    .isInstanceOfSatisfying(
                            Payload.Opened.class,
                            opened -> assertThat(opened.data().text()).isEqualTo(expected));
            assertThat(remembered).isEqualTo(first);
            assertThat(first.verification().hashMatches()).isTrue();
            assertThat(first.verification().signatures()).singleElement().satisfies(signature -> {
                assertThat(signature.valid()).isTrue();
                assertThat(signature.covers()).isEqualTo(Coverage.ALL);
                assertThat(signature.account()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("links")
    void isNotForAnyOtherKey(Case link) {
        try (Decryptor decryptor = decryptor("java-RSA-nobody")) {
            assertThat(open(decryptor, link.vector()).payload()).isEqualTo(new Payload.NotForUs());
        }
    }

    private Decryptor decryptor(String key) {
        FakeKeyRing ring = new FakeKeyRing().with("us", KEYS.getOrDefault(key, TestLinks.THEIRS));
        DecryptConfig config = Rig.config();
        FakeClock clock = new FakeClock();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Signers signers = new Signers(config, new FakeSigners(), data, clock, meters);
        return new Decryptor(config, ring, signers, Algorithms.platform(), Optional.empty(), clock, meters);
    }

    private static Result open(Decryptor decryptor, JsonNode vector) {
        return decryptor.open(
                Set.of(new OrganisationId("us")),
                vector.path("linkJson").toString().getBytes(UTF_8),
                Optional.empty(),
                Optional.of(new LinkHash(vector.path("linkHashHex").stringValue())));
    }

    private static Map<String, PrivateKeyPem> keys() {
        Map<String, PrivateKeyPem> keys = new HashMap<>();
        read("keys.json").path("keys").forEach(key -> {
            if (key.path("name").stringValue().contains("RSA")) {
                keys.put(
                        key.path("name").stringValue(),
                        PrivateKeyPem.parse(key.path("privatePem").stringValue().getBytes(UTF_8)));
            }
        });
        return keys;
    }

    private static JsonNode read(String file) {
        try (InputStream in =
                Objects.requireNonNull(EncryptedLinkVectorsTest.class.getResourceAsStream("/vectors/" + file), file)) {
            return JsonMapper.shared().readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
