package io.traceconnector.app.decrypt;

import graphql.language.Field;
import java.util.List;

/** A field of a mutation's root that creates links, with what it creates; a field without a readable input has one input of nulls. */
record GraphqlCreation(Field field, List<GraphqlLinkInput> inputs) {

    static final String ONE = "createLink";
    static final String SEVERAL = "createLinks";

    GraphqlCreation {
        inputs = List.copyOf(inputs);
    }

    static boolean isCreating(Field field) {
        return field.getName().equals(ONE) || field.getName().equals(SEVERAL);
    }

    boolean isList() {
        return field.getName().equals(SEVERAL);
    }
}
