package io.traceconnector.sandbox.fill;

/**
 * What a directory was filled with, as it stands beside the links.
 *
 * @param format the generator's; another one makes other data
 */
public record Filling(int format, int links, long seed) {

    static final int FORMAT = 1;
}
