/** Who takes part: organisations, accounts, keys, workflows, groups. */
@NullMarked
package io.traceconnector.sandbox.world;

import org.jspecify.annotations.NullMarked;
