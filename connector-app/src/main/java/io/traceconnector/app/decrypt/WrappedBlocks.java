package io.traceconnector.app.decrypt;

import java.util.List;

/**
 * Which link each wrapped key block was seen with first. Nothing else ties a ciphertext to its link, so whoever copies block and ciphertext
 * into a link of his own would have us open it as his.
 *
 * <p>Two tables, each of half the bound: when the younger one is full it becomes the older one, and the older one is forgotten. A copy of a
 * forgotten block is taken for the first. At most about 43 bytes for each block of the bound.
 */
final class WrappedBlocks {

    private final int half;
    private BlockTable younger;
    private BlockTable older;

    WrappedBlocks(int bound) {
        half = Math.max(1, bound / 2);
        younger = new BlockTable(half);
        older = new BlockTable(1);
    }

    /**
     * Whether the link may stand for these blocks, which it then owns: each is new, its own already, or owned by a link that is not verified
     * while this one is. All or none.
     */
    synchronized boolean claim(List<Sha256> blocks, Sha256 link, boolean verified) {
        for (Sha256 block : blocks) {
            if (!mayTake(younger, block, link, verified) || !mayTake(older, block, link, verified)) {
                return false;
            }
        }
        for (Sha256 block : blocks) {
            if (!give(younger, block, link, verified) && !give(older, block, link, verified)) {
                add(block, link, verified);
            }
        }
        return true;
    }

    private static boolean mayTake(BlockTable table, Sha256 block, Sha256 link, boolean verified) {
        int at = table.find(block);
        return at < 0 || table.belongsTo(at, link) || (verified && !table.isVerified(at));
    }

    private static boolean give(BlockTable table, Sha256 block, Sha256 link, boolean verified) {
        int at = table.find(block);
        if (at < 0) {
            return false;
        }
        // Once verified, a link stays so here: what is known of signers only grows.
        table.give(at, link, verified || (table.belongsTo(at, link) && table.isVerified(at)));
        return true;
    }

    private void add(Sha256 block, Sha256 link, boolean verified) {
        if (younger.isFull()) {
            older = younger;
            younger = new BlockTable(half);
        }
        younger.add(block, link, verified);
    }
}
