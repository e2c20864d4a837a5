package io.traceconnector.app;

import io.traceconnector.api.Default;
import java.nio.file.Path;

/**
 * What the connector keeps on disk.
 *
 * @param directory made with mode 0700 where it is missing; all of it comes back from Trace when deleted, but for {@code pins/}, {@code
 *     recipients/}, {@code outbox/} and {@code audit/}
 */
record DataConfig(@Default("data") Path directory) {}
