package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.LinkData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptFactsTest {

    private static final LinkHash HASH = new LinkHash("0123456789abcdef".repeat(4));
    private static final KeyId KEY = new KeyId("fedcba9876543210".repeat(4));
    private static final OwnKeys OWN = new OwnKeys(Map.of(), Map.of(), Set.of(KEY), digest("our keys"));

    @Test
    void readsWhatWasWritten() {
        List<Content> contents = List.of(
                new Content.Nothing(),
                new Content.Clear(),
                new Content.Hashed(new LinkData.Hashed(Bytes.copyOf(new byte[32]))),
                new Content.Encrypted(List.of()),
                new Content.Encrypted(List.of(new NamedKey(KEY, digest("block")), new NamedKey(KEY, digest("other")))));
        for (Content content : contents) {
            LinkFacts full = facts("order é \uD83D\uDE00").with(content, OWN);
            LinkFacts least = new LinkFacts(
                    HASH,
                    Optional.empty(),
                    Sha256.ofHash(HASH),
                    "",
                    "",
                    false,
                    List.of(),
                    content,
                    Optional.empty(),
                    Optional.empty(),
                    OWN);

            assertThat(roundTrip(full, OWN)).isEqualTo(full);
            assertThat(roundTrip(least, OWN)).isEqualTo(least);
        }
    }

    @Test
    void tellsThatTheContentWasJudgedWithOtherKeys() {
        OwnKeys others = new OwnKeys(Map.of(), Map.of(), Set.of(), digest("other keys"));

        assertThat(roundTrip(facts("order"), others).own()).isEqualTo(OwnKeys.NONE);
    }

    @Test
    void doesNotKeepWhatIsWrong() {
        LinkFacts closed = facts("order").with(new Content.Barred(Reason.TOO_LARGE), OWN);
        LinkFacts forged = forged();
        LinkFacts unspeakable = facts("half \uD83D");

        for (LinkFacts facts : List.of(closed, forged, unspeakable)) {
            assertThatThrownBy(() -> roundTrip(facts, OWN)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(closed.isSound()).isFalse();
        assertThat(forged.isSound()).isFalse();
    }

    static LinkFacts facts(String action) {
        return facts(action, new SignatureFact(true, Coverage.PART, Optional.of(KEY)));
    }

    private static LinkFacts forged() {
        return facts("order", new SignatureFact(false, Coverage.ALL, Optional.empty()));
    }

    private static LinkFacts facts(String action, SignatureFact second) {
        return new LinkFacts(
                HASH,
                Optional.of(HASH),
                Sha256.ofHash(HASH),
                "211",
                "trace",
                true,
                List.of(new SignatureFact(true, Coverage.ALL, Optional.of(KEY)), second),
                new Content.Clear(),
                Optional.of(new DataSpan(17, 1 << 20)),
                Optional.of(new Heading(
                        Optional.of(HASH),
                        -0.0,
                        action,
                        "OWNED",
                        List.of("a", "b"),
                        List.of(HASH),
                        Json.of("{\"a\":1.50}".getBytes(StandardCharsets.US_ASCII)))),
                OWN);
    }

    private static LinkFacts roundTrip(LinkFacts facts, OwnKeys now) {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        new FactsWriter(buffer).write(facts);
        buffer.flip();
        LinkFacts read = new FactsReader(buffer).read(facts.identity(), now);
        assertThat(buffer.hasRemaining()).isFalse();
        return read;
    }

    private static Sha256 digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
