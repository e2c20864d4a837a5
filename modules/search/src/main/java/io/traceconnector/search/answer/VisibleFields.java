package io.traceconnector.search.answer;

import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.FieldRegistry;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.query.BadQuery;
import io.traceconnector.search.query.Spelling;
import io.traceconnector.search.query.Spot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;

/** The fields of the links that a caller sees. A field that only others' links have is as unknown as one that none has. */
final class VisibleFields {

    private static final Set<Kind> OF_DATA = EnumSet.of(Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.BOOLEAN);

    private final CallerSearcher searcher;
    private final FieldRegistry registry;
    private final Map<String, Set<Kind>> known = new HashMap<>();

    VisibleFields(CallerSearcher searcher, FieldRegistry registry) {
        this.searcher = searcher;
        this.registry = registry;
    }

    /**
     * The kinds of values that the field has, at least one.
     *
     * @throws io.traceconnector.api.ProblemException 400 {@code unknown_field}
     */
    Set<Kind> require(String field, Spot spot) throws IOException {
        Set<Kind> kinds = kinds(field);
        if (!kinds.isEmpty()) {
            return kinds;
        }
        if (searcher.any(new TermQuery(new Term(FieldNames.PRESENT, FieldNames.LEFT_OUT + field)))) {
            throw BadQuery.at(
                    spot,
                    "there are too many fields: '" + field + "' is found by its words only",
                    "search for the value without the field");
        }
        throw BadQuery.unknownField(spot, field, suggestion(field).orElse("GET /search/fields lists all"));
    }

    /** The kind by which the field is sorted and counted: what most links hold there; of equally many the strictest. */
    Kind main(String field, Spot spot) throws IOException {
        Set<Kind> kinds = require(field, spot);
        if (kinds.size() == 1) {
            return kinds.iterator().next();
        }
        Kind main = Kind.TEXT;
        int most = -1;
        for (Kind kind : List.of(Kind.DATE, Kind.NUMBER, Kind.BOOLEAN, Kind.TEXT)) {
            int links = kinds.contains(kind) ? searcher.countVisible(presence(field, kind)) : -1;
            if (links > most) {
                main = kind;
                most = links;
            }
        }
        return main;
    }

    private Set<Kind> kinds(String field) throws IOException {
        Set<Kind> kinds = known.get(field);
        if (kinds == null) {
            kinds = find(field);
            known.put(field, kinds);
        }
        return kinds;
    }

    private Set<Kind> find(String field) throws IOException {
        Optional<LinkField> ofLink = LinkField.named(field);
        if (ofLink.isPresent()) {
            return EnumSet.of(ofLink.get().kind());
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (registry.names().contains(field)) {
            for (Kind kind : OF_DATA) {
                if (searcher.any(presence(field, kind))) {
                    kinds.add(kind);
                }
            }
        }
        return kinds;
    }

    static TermQuery presence(String field, Kind kind) {
        return new TermQuery(new Term(FieldNames.PRESENT, kind.presence(field)));
    }

    private Optional<String> suggestion(String field) throws IOException {
        List<String> names = new ArrayList<>(registry.names());
        for (LinkField ofLink : LinkField.values()) {
            names.add(ofLink.path());
        }
        // All of them: were it a certain number, one could tell how many near names others have.
        for (String candidate : Spelling.ranked(field, names)) {
            searcher.checkTime();
            if (!kinds(candidate).isEmpty()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
