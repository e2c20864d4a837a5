package io.traceconnector.search.query;

/** How words that stand beside each other without an operator are joined. */
public enum Operator {
    AND,
    OR
}
