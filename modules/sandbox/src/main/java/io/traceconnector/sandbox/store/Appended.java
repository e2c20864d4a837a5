package io.traceconnector.sandbox.store;

/** What became of a link that was to be stored. */
public sealed interface Appended {

    record Stored(LinkEntry entry) implements Appended {}

    /** A link of this hash is there already. */
    record Known() implements Appended {}

    /** It has no parent, but its trace has a first link already. */
    record TraceExists() implements Appended {}

    /** It has a parent, but its trace has none of that hash as its head, or is of another workflow. */
    record NotOnHead() implements Appended {}
}
