package io.traceconnector.search.answer;

import io.traceconnector.api.Caller;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.search.index.FieldNames;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;

/** What a caller may see: the links of their organisations. Part of every query, so that nothing else is ever counted, sorted or named. */
final class Visibility {

    private final Set<String> organisations;
    private final Query filter;

    Visibility(Caller caller) {
        this.organisations = caller.organisations().stream()
                .map(OrganisationId::value)
                .collect(Collectors.toCollection(TreeSet::new));
        this.filter = anyOf(organisations);
    }

    Set<String> organisations() {
        return organisations;
    }

    /** Every visible document. */
    Query filter() {
        return filter;
    }

    /** Visible documents that match. */
    Query and(Query query) {
        return new BooleanQuery.Builder()
                .add(query, BooleanClause.Occur.MUST)
                .add(filter, BooleanClause.Occur.FILTER)
                .build();
    }

    /** Documents of those of the caller's organisations that are meant; others' organisations are never asked for. */
    Query organisations(Predicate<String> meant) {
        return anyOf(organisations.stream().filter(meant).toList());
    }

    private static Query anyOf(Collection<String> organisations) {
        if (organisations.isEmpty()) {
            return new MatchNoDocsQuery("no organisation");
        }
        List<BytesRef> terms = organisations.stream().map(BytesRef::new).toList();
        return KeywordField.newSetQuery(FieldNames.ORGANISATION, terms);
    }
}
