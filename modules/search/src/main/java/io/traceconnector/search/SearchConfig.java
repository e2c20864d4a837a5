package io.traceconnector.search;

import io.traceconnector.api.Default;
import io.traceconnector.search.index.Analysis;
import io.traceconnector.search.query.Operator;
import java.time.Duration;
import java.util.Map;

/**
 * The section {@code modules.search}.
 *
 * @param limit hits on a page where a request says nothing
 * @param maxLimit most hits that a request may ask for on a page
 * @param operator how words beside each other are joined where a request says nothing
 * @param analyzers names of analyzers by field of the data, such as {@code notes: french}; a change rebuilds the index. Others are
 *     {@code standard}: words of several languages, lower case, accents folded
 * @param maxFields fields of the data that get fields of their own in the index; values of further ones are found by their words
 * @param ramBuffer documents held in memory while they are indexed, between commits
 * @param timeout of a search
 * @param maxAnswer bytes of links' data on a page; a page ends early before it would hold more
 * @param maxQueryLength characters of a query text
 * @param maxClauses words, phrases and ranges of one request
 * @param maxDepth of parentheses or of a structured query's nesting
 * @param verifyAtStart whether the checksums of the whole index are verified at the start; takes about a second for each gigabyte
 */
public record SearchConfig(
        @Default("20") int limit,
        @Default("1000") int maxLimit,
        @Default("and") Operator operator,
        Map<String, String> analyzers,
        @Default("2000") int maxFields,
        @Default("64MiB") long ramBuffer,
        @Default("10s") Duration timeout,
        @Default("16MiB") long maxAnswer,
        @Default("8192") int maxQueryLength,
        @Default("256") int maxClauses,
        @Default("20") int maxDepth,
        @Default("true") boolean verifyAtStart) {

    private static final long MIB = 1024 * 1024;

    public SearchConfig {
        analyzers = Map.copyOf(analyzers);
        analyzers.forEach(Analysis::check);
        between("max-limit", maxLimit, 1, 10_000);
        between("limit", limit, 0, maxLimit);
        between("max-fields", maxFields, 0, 20_000);
        between("ram-buffer", ramBuffer, MIB, 1024 * MIB);
        between("max-answer", maxAnswer, MIB / 1024, 1024 * MIB);
        between("max-query-length", maxQueryLength, 16, 100_000);
        between("max-clauses", maxClauses, 1, 1_000);
        between("max-depth", maxDepth, 1, 100);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be longer than nothing");
        }
    }

    private static void between(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
