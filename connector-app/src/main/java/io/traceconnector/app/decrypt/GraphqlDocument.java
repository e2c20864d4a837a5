package io.traceconnector.app.decrypt;

import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The selected operation of a request and the fragments that it reaches: what is judged, and all that goes upstream.
 *
 * @param fragments by name; none spreads itself, not even through others
 */
record GraphqlDocument(OperationDefinition operation, Map<String, FragmentDefinition> fragments) {

    /** The text that goes upstream: on one line, comments and what the operation does not reach left out. */
    String text() {
        List<Definition> definitions = new ArrayList<>();
        definitions.add(operation);
        definitions.addAll(fragments.values());
        return AstPrinter.printAstCompact(new Document(definitions));
    }

    SelectionSet selections(FragmentSpread spread) {
        return Objects.requireNonNull(fragments.get(spread.getName()), "every fragment that is spread is known")
                .getSelectionSet();
    }

    /** Every field of the operation and of its fragments, at any depth; each once, however often a fragment is spread. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>(
                GraphqlSelections.below(operation.getSelectionSet()).fields());
        fragments
                .values()
                .forEach(fragment -> fields.addAll(
                        GraphqlSelections.below(fragment.getSelectionSet()).fields()));
        return fields;
    }

    /** The fields of the root, those in fragments too. */
    List<Field> rootFields() {
        List<Field> fields = new ArrayList<>();
        Set<String> spread = new HashSet<>();
        Deque<SelectionSet> open = new ArrayDeque<>(List.of(operation.getSelectionSet()));
        while (!open.isEmpty()) {
            GraphqlSelections selections = GraphqlSelections.of(open.pop());
            fields.addAll(selections.fields());
            for (FragmentSpread named : selections.spreads()) {
                if (spread.add(named.getName())) {
                    open.push(selections(named));
                }
            }
        }
        return fields;
    }
}
