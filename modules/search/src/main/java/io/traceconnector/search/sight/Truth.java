package io.traceconnector.search.sight;

import java.util.List;
import org.apache.lucene.util.FixedBitSet;

/** For which documents something certainly holds, and for which it certainly does not; of the others the index cannot tell. */
record Truth(FixedBitSet holds, FixedBitSet fails) {

    /** @param told the documents of which the index can tell */
    static Truth of(FixedBitSet holds, FixedBitSet told) {
        FixedBitSet fails = told.clone();
        fails.andNot(holds);
        holds.and(told);
        return new Truth(holds, fails);
    }

    Truth not() {
        return new Truth(/* holds= */ fails, /* fails= */ holds);
    }

    static Truth all(List<Truth> parts, int documents) {
        FixedBitSet holds = everything(documents);
        FixedBitSet fails = new FixedBitSet(documents);
        for (Truth part : parts) {
            holds.and(part.holds);
            fails.or(part.fails);
        }
        return new Truth(holds, fails);
    }

    static Truth any(List<Truth> parts, int documents) {
        return all(parts.stream().map(Truth::not).toList(), documents).not();
    }

    static FixedBitSet everything(int documents) {
        FixedBitSet all = new FixedBitSet(documents);
        all.set(0, documents);
        return all;
    }
}
