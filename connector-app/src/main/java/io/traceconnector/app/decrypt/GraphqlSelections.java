package io.traceconnector.app.decrypt;

import graphql.language.Field;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What selection sets hold; inline fragments are looked through, named ones are not entered. */
record GraphqlSelections(List<Field> fields, List<FragmentSpread> spreads) {

    /** Of this set alone. */
    static GraphqlSelections of(SelectionSet set) {
        return collect(set, false);
    }

    /** Of this set and of all sets inside it. */
    static GraphqlSelections below(SelectionSet set) {
        return collect(set, true);
    }

    private static GraphqlSelections collect(SelectionSet set, boolean deep) {
        GraphqlSelections found = new GraphqlSelections(new ArrayList<>(), new ArrayList<>());
        Deque<SelectionSet> open = new ArrayDeque<>(List.of(set));
        while (!open.isEmpty()) {
            for (Selection<?> selection : open.pop().getSelections()) {
                switch (selection) {
                    case Field field -> {
                        found.fields.add(field);
                        if (deep && field.getSelectionSet() != null) {
                            open.push(field.getSelectionSet());
                        }
                    }
                    case InlineFragment inline -> open.push(inline.getSelectionSet());
                    case FragmentSpread spread -> found.spreads.add(spread);
                    default -> throw GraphqlParser.invalid("a selection is of an unknown kind");
                }
            }
        }
        return found;
    }
}
