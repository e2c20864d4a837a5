package io.traceconnector.search.answer;

import io.traceconnector.search.index.Kind;
import java.util.List;
import java.util.Map;

/**
 * The fields of the links that a caller sees.
 *
 * @param fields by name: for each kind of value how many links hold one
 * @param bound how many fields of the data can have fields of their own in the index
 * @param leftOut those that have none since the bound was reached, most frequent first, at most {@link #LEFT_OUT}
 * @param moreLeftOut whether there are more of them
 */
public record FieldReport(
        Map<String, Map<Kind, Long>> fields, int bound, List<SearchResult.Bucket> leftOut, boolean moreLeftOut) {

    static final int LEFT_OUT = 100;
}
