package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchResult.Facet;
import org.apache.lucene.search.Collector;

/** Counts values in the documents that it is given. */
interface FacetCounter extends Collector {
    Facet facet();
}
