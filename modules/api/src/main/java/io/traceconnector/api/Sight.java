package io.traceconnector.api;

import java.util.List;
import java.util.Optional;

/** What a caller sees of the links of its organisations. Modules push {@link #rows} and {@link #fields} into what they ask, and show links through {@link #of}. */
public interface Sight {

    Condition rows();

    List<FieldRule> fields();

    /** A link as the caller sees it; empty where the caller does not see it. Data that cannot be read through is not seen by whom any rule concerns. */
    Optional<Segment> of(Segment link);

    /** Every link, and all of it. */
    static Sight unlimited() {
        return new Sight() {
            @Override
            public Condition rows() {
                return Condition.everything();
            }

            @Override
            public List<FieldRule> fields() {
                return List.of();
            }

            @Override
            public Optional<Segment> of(Segment link) {
                return Optional.of(link);
            }
        };
    }
}
