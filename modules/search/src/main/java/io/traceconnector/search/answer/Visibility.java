package io.traceconnector.search.answer;

import io.traceconnector.api.Caller;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Place;
import io.traceconnector.search.sight.CallerView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
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

/**
 * What a caller may see: the links of their organisations, as ones of their tenant. Part of every query, so that nothing else is ever counted,
 * sorted or named. What else a caller does not see is not in the index that the query is given, see {@link CallerView}.
 */
final class Visibility {

    private final Caller caller;
    private final Set<String> organisations;
    private final Query filter;

    Visibility(Caller caller) {
        this.caller = caller;
        this.organisations = caller.organisations().stream()
                .map(OrganisationId::value)
                .collect(Collectors.toCollection(TreeSet::new));
        this.filter = anyOf(organisations);
    }

    /** Whose links are seen, in words. */
    String owners() {
        return caller.tenant() + " " + organisations;
    }

    /** The organisation of an owner of a document, where it is one of the caller's. */
    Optional<String> organisation(String owner) {
        return Optional.of(FieldNames.organisation(owner))
                .filter(organisation -> organisations.contains(organisation)
                        && owner.equals(FieldNames.owner(caller.tenant(), organisation)));
    }

    /** Those of the caller's organisations that see a link. */
    Set<String> seenBy(Map<String, Place> places) {
        Set<String> seen = new TreeSet<>();
        places.forEach((organisation, place) -> {
            if (organisations.contains(organisation) && place.tenant().equals(caller.tenant())) {
                seen.add(organisation);
            }
        });
        return seen;
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

    private Query anyOf(Collection<String> meant) {
        if (meant.isEmpty()) {
            return new MatchNoDocsQuery("no organisation");
        }
        return KeywordField.newSetQuery(
                FieldNames.OWNER,
                meant.stream()
                        .map(organisation -> new BytesRef(FieldNames.owner(caller.tenant(), organisation)))
                        .toList());
    }
}
