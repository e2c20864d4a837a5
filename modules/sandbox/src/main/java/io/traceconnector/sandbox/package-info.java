/** A Trace for one laptop: Account, Trace and Media APIs, data generator, fault switches. */
@NullMarked
package io.traceconnector.sandbox;

import org.jspecify.annotations.NullMarked;
