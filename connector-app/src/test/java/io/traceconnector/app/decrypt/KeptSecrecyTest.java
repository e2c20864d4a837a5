package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static io.traceconnector.app.decrypt.TestLinks.THEIRS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload.Opened;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody learns, or can do, who has the disk and not the private keys. */
class KeptSecrecyTest {

    private static final String SECRET = "a very secret form";

    @TempDir
    private Path data;

    @Test
    void noPlaintextAndNoSymmetricKeyIsOnDisk() throws IOException {
        Link link = TestLinks.sealed("\"" + SECRET + "\"", ALICE, OURS);
        write(link);

        List<String> lines = Files.readAllLines(localKey());
        SymmetricKey local = unwrap(Base64.getDecoder().decode(lines.get(2)));
        LinkData.Encrypted encrypted = (LinkData.Encrypted) LinkData.of(link);
        SymmetricKey symmetric =
                unwrap(encrypted.recipients().getFirst().wrappedKey().toByteArray());
        String disk = disk();

        assertThat(disk).doesNotContain(SECRET, TestLinks.TRACE, "urgent", "groupId");
        for (SymmetricKey key : List.of(local, symmetric)) {
            assertThat(disk)
                    .doesNotContain(
                            new String(key.exposedBytes(), ISO_8859_1),
                            new String(key.exposedBase64(), US_ASCII),
                            HexFormat.of().formatHex(key.exposedBytes()));
        }
        assertThat(new Envelopes(Algorithms.platform())
                        .openBlob(symmetric, encrypted.blob().toByteArray()))
                .asString(US_ASCII)
                .contains(SECRET);
    }

    @Test
    void aLocalKeyWrappedByOthersIsRefusedHoweverItIsSigned() throws IOException {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        write(link);
        List<String> ours = Files.readAllLines(localKey());
        byte[] block = new Envelopes(Algorithms.platform()).wrap(SymmetricKey.random(), OURS.publicKey());
        String head =
                ours.get(0) + "\n" + ours.get(1) + "\n" + Base64.getEncoder().encodeToString(block) + "\n";
        byte[] signature = TestLinks.MESSAGES.sign(ALICE, head.getBytes(US_ASCII));

        for (String signed : List.of(ours.get(3), Base64.getEncoder().encodeToString(signature), "", "no base64")) {
            write(link);
            Files.writeString(localKey(), head + signed + "\n");

            assertThat(linksFound()).isZero();
        }
    }

    @Test
    void theLocalKeyOfAnotherPrivateKeyIsRefused() throws IOException {
        write(TestLinks.sealed("1", ALICE, OURS));
        FakeKeyRing theirs = new FakeKeyRing().with("us", THEIRS);
        Path others = data.resolve("others");
        try (Decryptor decryptor =
                awaitOpen(new Rig(data.resolve("pins"), Rig.config(), theirs, Optional.of(others))).decryptor) {
            Files.copy(
                    others.resolve(FakeKeyRing.id(THEIRS).spkiSha256()).resolve("local.key"),
                    localKey(),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(decryptor).isNotNull();
        }

        assertThat(linksFound()).isZero();
    }

    @Test
    void aDamagedLocalKeyIsRefused() throws IOException {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        write(link);
        byte[] whole = Files.readAllBytes(localKey());
        for (int at : new int[] {0, 45, 120, 300, whole.length - 5}) {
            write(link);
            byte[] damaged = Files.readAllBytes(localKey());
            damaged[at] ^= 1;
            Files.write(localKey(), damaged);

            assertThat(linksFound()).isZero();
        }
        write(link);
        Files.write(localKey(), Arrays.copyOf(Files.readAllBytes(localKey()), 100));
        assertThat(linksFound()).isZero();
    }

    /** Keeps the link. */
    private void write(Link link) {
        Rig rig = awaitOpen(rig());
        assertThat(rig.open(link, US).payload()).isInstanceOf(Opened.class);
        rig.decryptor.close();
    }

    /** After a restart. */
    private double linksFound() {
        Rig rig = awaitOpen(rig());
        double found = rig.gauge("connector.decrypt.kept.links");
        rig.decryptor.close();
        return found;
    }

    private static Rig awaitOpen(Rig rig) {
        Awaitility.await().until(() -> rig.gauge("connector.decrypt.kept.open") == 1);
        return rig;
    }

    private Rig rig() {
        return new Rig(
                data.resolve("pins"),
                Rig.config(),
                new FakeKeyRing().with("us", OURS),
                Optional.of(data.resolve("kept")));
    }

    private Path localKey() {
        return data.resolve("kept").resolve(FakeKeyRing.id(OURS).spkiSha256()).resolve("local.key");
    }

    private String disk() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.walk(data.resolve("kept"))) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(path, ISO_8859_1));
            }
        }
        assertThat(text).hasSizeGreaterThan(1000);
        return text.toString();
    }

    private static SymmetricKey unwrap(byte[] block) {
        return new Envelopes(Algorithms.platform()).unwrap(OURS.key(), block);
    }
}
