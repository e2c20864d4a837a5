package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload;
import io.traceconnector.app.decrypt.LinkOpener.Result;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TamperingTest {

    private static final Link LINK = TestLinks.sealed("{\"secret\":42}", TestLinks.ALICE, TestLinks.OURS);
    private static final byte[] RAW = LinkJson.write(LINK);

    private static final Rig RIG = new Rig(directory());

    @Property(tries = 500)
    void aFlippedBitIsNeverOpenedUnderTheStatedHash(
            @ForAll @IntRange(max = 1 << 20) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] tampered = flipped(at, bit);

        Result result = RIG.open(tampered, LINK, US);

        // Some bits say nothing: the last ones of base64 with padding. The link is the same then.
        if (!saysTheSame(tampered)) {
            assertThat(result.payload()).isInstanceOf(Payload.Closed.class);
            assertThat(result.verification().verified()).isFalse();
        }
    }

    @Property(tries = 500)
    void aFlippedBitIsNeverVerifiedUnderItsOwnHash(
            @ForAll @IntRange(max = 1 << 20) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] tampered = flipped(at, bit);

        Result result = RIG.decryptor.open(Set.of(US), tampered, Optional.empty(), Optional.empty());

        if (result.verification().verified()) {
            Link read = LinkJson.read(tampered);
            assertThat(read.data()).isEqualTo(LINK.data());
            assertThat(read.meta()).isEqualTo(LINK.meta());
            assertThat(read.version()).isEqualTo(LINK.version());
        }
    }

    private static byte[] flipped(int at, int bit) {
        byte[] tampered = RAW.clone();
        tampered[at % tampered.length] ^= (byte) (1 << bit);
        return tampered;
    }

    private static boolean saysTheSame(byte[] tampered) {
        try {
            return LinkJson.read(tampered).equals(LINK);
        } catch (FormatException e) {
            return false;
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("pins");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
