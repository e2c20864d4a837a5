package io.traceconnector.search.index;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What an index is opened with.
 *
 * @param directory of the module
 * @param ramBufferBytes documents held in memory before they are written out, between commits
 * @param maxFields see {@link FieldRegistry}
 * @param verify whether the checksums of all files are verified when the index is opened
 */
public record IndexSettings(
        Path directory, Analysis analysis, long ramBufferBytes, int maxFields, boolean verify, Clock clock) {}
