package io.traceconnector.sandbox.fill;

import java.util.Optional;

/**
 * What a directory is to be filled with. What is left out is as it is on disk, else the default.
 *
 * @param links how many, 1 to 10,000,000
 */
public record FillPlan(Optional<Integer> links, Optional<Long> seed) {

    static final int DEFAULT_LINKS = 2_000;
    static final long DEFAULT_SEED = 1;
    static final int MOST_LINKS = 10_000_000;

    public FillPlan {
        if (links.isPresent() && (links.get() < 1 || links.get() > MOST_LINKS)) {
            throw new IllegalArgumentException("the number of links must be 1 to " + MOST_LINKS);
        }
    }

    Filling filling() {
        return new Filling(Filling.FORMAT, links.orElse(DEFAULT_LINKS), seed.orElse(DEFAULT_SEED));
    }

    /** Whether what is on disk is what is wanted. */
    boolean accepts(Filling filling) {
        return filling.format() == Filling.FORMAT
                && links.orElse(filling.links()) == filling.links()
                && seed.orElse(filling.seed()) == filling.seed();
    }
}
