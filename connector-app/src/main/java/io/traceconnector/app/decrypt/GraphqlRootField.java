package io.traceconnector.app.decrypt;

import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a mutation's root that creates no links by itself.
 *
 * @param name the schema's, never an alias
 * @param arguments variables resolved
 */
public record GraphqlRootField(String name, ObjectNode arguments) {

    /** Names no content. */
    @Override
    public String toString() {
        return "GraphqlRootField[" + name + "]";
    }
}
