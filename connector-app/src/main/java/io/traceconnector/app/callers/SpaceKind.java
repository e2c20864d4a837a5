package io.traceconnector.app.callers;

/** What a space is about. */
public enum SpaceKind {
    /** How workflows are defined: configurations, groups, forms. */
    DEFINITIONAL,
    /** What happened in them: traces, links, files, search. */
    OPERATIONAL
}
