/** The daemon, its commands and its composition root. */
@NullMarked
package io.traceconnector.app;

import org.jspecify.annotations.NullMarked;
