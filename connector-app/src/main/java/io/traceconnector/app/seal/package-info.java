/** Encrypts new data for a workflow's recipients and signs the link. */
@NullMarked
package io.traceconnector.app.seal;

import org.jspecify.annotations.NullMarked;
