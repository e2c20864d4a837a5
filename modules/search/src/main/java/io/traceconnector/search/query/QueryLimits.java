package io.traceconnector.search.query;

/**
 * How large a query may be; beyond it is refused as {@code too_complex}.
 *
 * @param length of a query text, in characters
 * @param clauses words, phrases, ranges and the like, in the query and its filters together
 * @param depth of parentheses or of a structured query's nesting
 */
public record QueryLimits(int length, int clauses, int depth) {

    /** Counts the clauses of one request. */
    public final class Budget {
        private int used;

        void clause(Spot spot) {
            if (++used > clauses) {
                throw BadQuery.tooComplex(
                        spot, "a search may have at most " + clauses + " clauses", "search for fewer things at once");
            }
        }

        void depth(int level, Spot spot) {
            if (level > depth) {
                throw BadQuery.tooComplex(
                        spot, "a query may be nested at most " + depth + " deep", "take out parentheses");
            }
        }

        void length(String text, Spot spot) {
            if (text.length() > length) {
                throw BadQuery.tooComplex(
                        spot, "a query may have at most " + length + " characters", "search for fewer things at once");
            }
        }
    }

    public Budget budget() {
        return new Budget();
    }
}
