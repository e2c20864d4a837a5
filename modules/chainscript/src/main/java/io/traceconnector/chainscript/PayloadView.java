package io.traceconnector.chainscript;

/** Clients differ in how absent and zero fields look to a payload path. */
enum PayloadView {
    /** JavaScript and Java: what was received; an absent field is null. */
    AS_RECEIVED,
    /** Go: zero values left out of objects, but a text or number that a path names directly is "" or 0. */
    WITH_DEFAULTS
}
