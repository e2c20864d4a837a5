package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Condition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a row rule asks of links, before it is known who asks. */
sealed interface Filter {

    /** Longer texts are not told apart everywhere that a condition is pushed to. */
    int MAX_TEXT = 255;

    /**
     * The condition for somebody.
     *
     * @param holds whether it counts where it holds or, inside of a {@code not}, where it does not hold: what cannot be compared is never in
     *     the caller's favour
     */
    Condition bind(Subject subject, boolean holds);

    record Test(Condition condition) implements Filter {
        @Override
        public Condition bind(Subject subject, boolean holds) {
            return condition;
        }
    }

    record All(List<Filter> parts) implements Filter {
        @Override
        public Condition bind(Subject subject, boolean holds) {
            return Conditions.all(
                    parts.stream().map(part -> part.bind(subject, holds)).toList());
        }
    }

    record Any(List<Filter> parts) implements Filter {
        @Override
        public Condition bind(Subject subject, boolean holds) {
            return Conditions.any(
                    parts.stream().map(part -> part.bind(subject, holds)).toList());
        }
    }

    record Not(Filter part) implements Filter {
        @Override
        public Condition bind(Subject subject, boolean holds) {
            return Conditions.not(part.bind(subject, !holds));
        }
    }

    /** One of the texts of a claim. Without any there is nothing that could match, and nothing that could be known not to. */
    record InClaim(String field, String claim) implements Filter {
        @Override
        public Condition bind(Subject subject, boolean holds) {
            Set<String> values = subject.claim(claim);
            Set<String> comparable =
                    values.stream().filter(value -> value.length() <= MAX_TEXT).collect(Collectors.toUnmodifiableSet());
            if (holds) {
                return comparable.isEmpty() ? Condition.nothing() : new Condition.OneOf(field, comparable);
            }
            boolean complete = !values.isEmpty() && comparable.size() == values.size();
            return complete ? new Condition.OneOf(field, comparable) : Condition.everything();
        }
    }
}
