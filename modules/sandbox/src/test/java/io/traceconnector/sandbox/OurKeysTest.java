package io.traceconnector.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox for an organisation that keeps its private keys to itself. */
class OurKeysTest {

    private static final List<String> NAMES =
            List.of("meridian-signing", "meridian-encryption", "meridian-encryption-old");

    @TempDir
    private Path directory;

    private Path data;
    private Path given;

    @BeforeEach
    void giveKeysOfOthers() throws Exception {
        data = directory.resolve("data");
        RunningSandbox.copyKeys(data);
        for (String name : NAMES) {
            Files.delete(data.resolve("keys").resolve(name + ".pem"));
        }
        given = Files.createDirectory(directory.resolve("given"));
        write("meridian-signing", KeySpec.EC_P256);
        write("meridian-encryption", KeySpec.RSA_2048);
        write("meridian-encryption-old", KeySpec.RSA_2048);
    }

    @Test
    void encryptsForThemNamesThemInTheConfigurationAndKeepsNoPrivateKey() throws Exception {
        assertThat(fill("--our-keys", given.toString()).code()).isZero();
        assertThat(RunningSandbox.runAsItIs(data, "--fill-only").code()).isZero();
        byte[] links = Files.readAllBytes(data.resolve("trace/links.dat"));

        RunningSandbox.Result again = fill("--our-keys", given.toString());

        assertThat(again.code()).as(again.output()).isZero();
        assertThat(data.resolve("trace/links.dat")).hasBinaryContent(links);
        try (Stream<Path> files = Files.list(data.resolve("keys"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("meridian") && name.endsWith(".pem")))
                    .containsExactly("meridian-person-signing.pem");
        }
    }

    @Test
    void tellsTheConnectorWhereTheKeysAreAndWhoSignedBefore() throws Exception {
        fill("--our-keys", given.toString());
        Files.deleteIfExists(data.resolve("sandbox.env"));
        Thread sandbox = Thread.ofPlatform().start(() -> serve());
        try {
            org.awaitility.Awaitility.await().until(() -> Files.exists(data.resolve("sandbox.env")));
        } finally {
            sandbox.interrupt();
            sandbox.join();
        }
        PublicKeyPem former = PublicKeyPem.parse(Files.readAllBytes(data.resolve("keys/meridian-signing-former.pub")));
        PublicKeyPem present = PublicKeyPem.parse(Files.readAllBytes(given.resolve("meridian-signing.pub")));
        assertThat(Files.readString(data.resolve("connector.yaml")))
                .contains(
                        "- {hsm: demo, label: meridian-encryption}\n      - {hsm: demo, label: meridian-encryption-old}",
                        "signing-key: {hsm: demo, label: meridian-signing}",
                        "\"201\": {\"1011\": [" + former.fingerprint().hex() + ", "
                                + present.fingerprint().hex() + "]}")
                .doesNotContain("\"206\"");
        assertThat(Files.readString(data.resolve("sandbox.env"))).doesNotContain("SIGNING_KEY_FILE");
    }

    @Test
    void refusesOtherKeysThanThoseThatTheLinksAreFor() throws Exception {
        fill("--our-keys", given.toString());
        write("meridian-encryption", KeySpec.RSA_2048);
        RunningSandbox.Result other = fill("--our-keys", given.toString());
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.output()).contains("another key meridian-encryption");
        Files.delete(given.resolve("meridian-signing.pub"));
        assertThat(fill("--our-keys", given.toString()).output()).contains("meridian-signing.pub is missing");
    }

    private RunningSandbox.Result fill(String... options) throws Exception {
        return RunningSandbox.runAsItIs(
                data,
                Stream.concat(Stream.of("--links", "60", "--fill-only"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private void serve() {
        new SandboxTool()
                .run(
                        new java.io.PrintWriter(java.io.Writer.nullWriter()),
                        new java.io.PrintWriter(java.io.Writer.nullWriter()),
                        "--data",
                        data.toString());
    }

    private void write(String name, KeySpec spec) throws Exception {
        Files.writeString(
                given.resolve(name + ".pub"),
                PrivateKeyPem.generate(spec).publicKey().text());
    }
}
