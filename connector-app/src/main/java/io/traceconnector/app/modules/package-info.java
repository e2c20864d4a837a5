/** Finds, configures, starts, feeds and stops modules; one that fails takes no other down. */
@NullMarked
package io.traceconnector.app.modules;

import org.jspecify.annotations.NullMarked;
