package io.traceconnector.app.decrypt;

import graphql.language.Definition;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.VariableDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import io.traceconnector.api.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a document of at most 100,000 characters, 15,000 tokens and 200 fragments; a larger one is refused. */
final class GraphqlParser {

    private static final int MAX_FRAGMENTS = 200;

    private static final ParserOptions OPTIONS = ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .readerTrackData(false)
            .maxCharacters(100_000)
            .maxTokens(15_000)
            .maxWhitespaceTokens(50_000)
            .maxRuleDepth(400)
            .redactTokenParserErrorMessages(true)
            .build();

    private final List<OperationDefinition> operations = new ArrayList<>();
    private final Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();

    private GraphqlParser() {}

    static GraphqlDocument parse(String text, Optional<String> operationName) {
        GraphqlParser parser = new GraphqlParser();
        for (Definition<?> definition : definitions(text)) {
            parser.add(definition);
        }
        OperationDefinition operation = parser.select(operationName);
        Map<String, FragmentDefinition> reached = parser.reached(operation);
        Set<String> done = new HashSet<>();
        reached.values().forEach(fragment -> parser.refuseCircle(fragment, new HashSet<>(), done));
        return new GraphqlDocument(operation, reached);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(400, "graphql_invalid_document", detail);
    }

    private static List<Definition> definitions(String text) {
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                            .document(text)
                            .parserOptions(OPTIONS)
                            .build())
                    .getDefinitions();
        } catch (InvalidSyntaxException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ", at line " + e.getLocation().getLine() + ", column "
                            + e.getLocation().getColumn();
            throw new ProblemException(
                    400, "graphql_syntax", "the query is not GraphQL, or larger than what is read" + where);
        }
    }

    private void add(Definition<?> definition) {
        switch (definition) {
            case OperationDefinition operation -> operations.add(operation);
            case FragmentDefinition fragment -> {
                if (fragments.put(fragment.getName(), fragment) != null || fragments.size() > MAX_FRAGMENTS) {
                    throw invalid("fragments must have different names, and be at most " + MAX_FRAGMENTS);
                }
            }
            default -> throw invalid("a request may have operations and fragments only");
        }
    }

    private OperationDefinition select(Optional<String> name) {
        Set<String> names = new HashSet<>();
        for (OperationDefinition operation : operations) {
            if (operations.size() > 1 && (operation.getName() == null || !names.add(operation.getName()))) {
                throw invalid("where there are several operations, each must have a name of its own");
            }
        }
        OperationDefinition selected = operations.stream()
                .filter(operation ->
                        name.map(wanted -> wanted.equals(operation.getName())).orElse(operations.size() == 1))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400, "graphql_operation_unknown", "operationName must name an operation of the query"));
        Set<String> variables = new HashSet<>();
        for (VariableDefinition variable : selected.getVariableDefinitions()) {
            if (!variables.add(variable.getName())) {
                throw invalid("two variables have the same name");
            }
        }
        return selected;
    }

    private Map<String, FragmentDefinition> reached(OperationDefinition operation) {
        Map<String, FragmentDefinition> reached = new LinkedHashMap<>();
        Deque<SelectionSet> open = new ArrayDeque<>(List.of(operation.getSelectionSet()));
        while (!open.isEmpty()) {
            for (FragmentSpread spread : GraphqlSelections.below(open.pop()).spreads()) {
                FragmentDefinition fragment = defined(spread);
                if (reached.put(spread.getName(), fragment) == null) {
                    open.push(fragment.getSelectionSet());
                }
            }
        }
        return reached;
    }

    private void refuseCircle(FragmentDefinition fragment, Set<String> above, Set<String> done) {
        if (done.contains(fragment.getName())) {
            return;
        }
        if (!above.add(fragment.getName())) {
            throw invalid("fragments spread each other in a circle");
        }
        for (FragmentSpread spread :
                GraphqlSelections.below(fragment.getSelectionSet()).spreads()) {
            refuseCircle(defined(spread), above, done);
        }
        above.remove(fragment.getName());
        done.add(fragment.getName());
    }

    private FragmentDefinition defined(FragmentSpread spread) {
        FragmentDefinition fragment = fragments.get(spread.getName());
        if (fragment == null) {
            throw invalid("a fragment is spread that is not defined");
        }
        return fragment;
    }
}
