package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WrappedBlocksTest {

    record Claim(int block, int link, boolean verified) {}

    record Owner(int link, boolean verified) {}

    @Property(tries = 300)
    void belowTheBoundOwnershipGoesByTheRule(
            @ForAll @Size(max = 200) List<@IntRange(max = 30 * 10 * 2 - 1) Integer> claims) {
        WrappedBlocks blocks = new WrappedBlocks(200);
        Map<Integer, Owner> model = new HashMap<>();
        for (int packed : claims) {
            Claim claim = new Claim(packed / 20, packed / 2 % 10, packed % 2 == 1);
            Owner owner = model.get(claim.block());
            boolean mayTake = owner == null || owner.link() == claim.link() || (claim.verified() && !owner.verified());
            if (mayTake) {
                boolean stays = owner != null && owner.link() == claim.link() && owner.verified();
                model.put(claim.block(), new Owner(claim.link(), claim.verified() || stays));
            }

            assertThat(blocks.claim(List.of(block(claim.block())), link(claim.link()), claim.verified()))
                    .isEqualTo(mayTake);
        }
    }

    @Test
    void takesAllBlocksOrNone() {
        WrappedBlocks blocks = new WrappedBlocks(100);
        blocks.claim(List.of(block(1)), link(1), false);

        assertThat(blocks.claim(List.of(block(2), block(1)), link(2), false)).isFalse();
        assertThat(blocks.claim(List.of(block(2)), link(3), false)).isTrue();
    }

    @Test
    void atTheBoundForgetsTheOlderHalf() {
        WrappedBlocks blocks = new WrappedBlocks(2000);
        for (int i = 0; i < 2001; i++) {
            assertThat(blocks.claim(List.of(block(i)), link(i), false)).isTrue();
        }

        assertThat(blocks.claim(List.of(block(0)), link(-1), false)).isTrue();
        assertThat(blocks.claim(List.of(block(1001)), link(-1), false)).isFalse();
        assertThat(blocks.claim(List.of(block(2000)), link(-1), false)).isFalse();
    }

    @Test
    void keepsEveryBlockWhileItGrows() {
        WrappedBlocks blocks = new WrappedBlocks(200_000);
        for (int i = 0; i < 100_000; i++) {
            blocks.claim(List.of(block(i)), link(i), i % 2 == 0);
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(blocks.claim(List.of(block(i)), link(i), false)).isTrue();
            assertThat(blocks.claim(List.of(block(i)), link(-1), false)).isFalse();
        }
    }

    private static Sha256 block(int number) {
        return Sha256.of(("block " + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static Sha256 link(int number) {
        return Sha256.of(("link " + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
