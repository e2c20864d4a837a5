package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.graphql.Connection;
import java.io.IOException;

/** A stage of a group. */
record StageNode(GroupNode group, Stage stage) {

    Connection<TraceNode> traces(DataFetchingEnvironment field) throws IOException {
        return new TracePages(group.view(), group.workflow()).among(field, stage::holds);
    }
}
