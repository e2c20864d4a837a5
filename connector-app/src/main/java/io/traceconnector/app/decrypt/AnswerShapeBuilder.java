package io.traceconnector.app.decrypt;

import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.SelectionSet;
import io.traceconnector.api.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Merges selections by response key, as GraphQL does, without regard to type conditions: what a key stands for under one type it must stand for
 * under all, else the request is refused wherever links could be taken for something else or something else for links. At most 20,000 fields are
 * visited, fragments counted wherever they are spread, and answers of at most 64 levels described; beyond that the request is refused.
 */
final class AnswerShapeBuilder {

    private static final int MAX_FIELDS = 20_000;
    private static final int MAX_LEVELS = 64;
    private static final int MAX_KEY = 256;
    private static final int MAX_PARTS = Long.SIZE;
    private static final String HEAD = "head";
    private static final String RECIPIENTS = "recipients";

    /** The fields merged under one response key; {@code below} is null for a field without selections. */
    private record Entry(Field field, @Nullable Map<String, Entry> below) {}

    private final GraphqlDocument document;
    private int visited;

    private AnswerShapeBuilder(GraphqlDocument document) {
        this.document = document;
    }

    static AnswerShape build(GraphqlDocument document) {
        Map<String, Entry> root = new LinkedHashMap<>();
        new AnswerShapeBuilder(document).merge(document.operation().getSelectionSet(), root, 0);
        return shape(root, false);
    }

    private void merge(SelectionSet set, Map<String, Entry> into, int level) {
        if (level > MAX_LEVELS) {
            throw tooComplex("nests deeper than " + MAX_LEVELS + " levels");
        }
        GraphqlSelections selections = GraphqlSelections.of(set);
        for (Field field : selections.fields()) {
            count();
            Entry entry = into.computeIfAbsent(
                    field.getResultKey(),
                    key -> new Entry(field, field.getSelectionSet() == null ? null : new LinkedHashMap<>()));
            refuseAmbiguous(entry, field);
            @Nullable SelectionSet below = field.getSelectionSet();
            if (below != null && entry.below != null) {
                merge(below, entry.below, level + 1);
            }
        }
        for (FragmentSpread spread : selections.spreads()) {
            count();
            merge(document.selections(spread), into, level);
        }
    }

    private void count() {
        if (++visited > MAX_FIELDS) {
            throw tooComplex("selects more than " + MAX_FIELDS + " fields");
        }
    }

    private static void refuseAmbiguous(Entry entry, Field field) {
        if (field.getResultKey().length() > MAX_KEY) {
            throw tooComplex("has an alias of more than " + MAX_KEY + " characters");
        }
        boolean sameKind = (entry.below == null) == (field.getSelectionSet() == null);
        boolean sameName = entry.field.getName().equals(field.getName());
        if (!sameKind || (!sameName && (matters(entry.field) || matters(field)))) {
            throw new ProblemException(
                    400,
                    "graphql_ambiguous_key",
                    "the response key " + field.getResultKey() + " stands for two different fields");
        }
    }

    private static boolean matters(Field field) {
        String name = field.getName();
        return AnswerRole.ofField(name).isPresent() || Set.of(HEAD, RECIPIENTS).contains(name);
    }

    private static AnswerShape shape(Map<String, Entry> entries, boolean head) {
        List<AnswerMember> members = new ArrayList<>();
        List<AnswerMember.Part> parts = new ArrayList<>();
        entries.forEach((key, entry) -> {
            @Nullable AnswerRole role = role(entry);
            if (role != null) {
                parts.add(new AnswerMember.Part(key, role, parts.size()));
            } else if (entry.below != null) {
                AnswerShape below = shape(entry.below, entry.field.getName().equals(HEAD));
                if (!below.isEmpty()) {
                    members.add(new AnswerMember.Nested(key, below));
                }
            }
        });
        if (parts.size() > MAX_PARTS) {
            throw tooComplex("asks for the parts of a link under more than " + MAX_PARTS + " aliases");
        }
        members.addAll(ofLink(parts));
        return new AnswerShape(members, head);
    }

    private static @Nullable AnswerRole role(Entry entry) {
        @Nullable AnswerRole role = AnswerRole.ofField(entry.field.getName()).orElse(null);
        if (entry.below == null) {
            return role;
        }
        @Nullable Entry recipients = entry.below.get(RECIPIENTS);
        boolean named = recipients != null && recipients.field.getName().equals(RECIPIENTS);
        return role == AnswerRole.META && named ? role : null;
    }

    /** The parts that make a link; none where there is no link. Beside {@code raw} no {@code meta} is needed. */
    private static List<AnswerMember.Part> ofLink(List<AnswerMember.Part> parts) {
        Set<AnswerRole> roles = parts.stream().map(AnswerMember.Part::role).collect(Collectors.toUnmodifiableSet());
        if (roles.contains(AnswerRole.RAW)) {
            return parts.stream().filter(part -> part.role() != AnswerRole.META).toList();
        }
        return roles.containsAll(Set.of(AnswerRole.DATA, AnswerRole.META)) ? parts : List.of();
    }

    private static ProblemException tooComplex(String how) {
        return new ProblemException(400, "graphql_too_complex", "the query " + how);
    }
}
