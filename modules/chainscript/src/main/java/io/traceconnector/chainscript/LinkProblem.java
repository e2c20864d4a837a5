package io.traceconnector.chainscript;

/**
 * One thing that is wrong with a link or segment.
 *
 * @param code stable, for programs
 * @param message for people, without anything from the link
 */
public record LinkProblem(String code, String message) {}
