/** Listeners, limits, relay, module routes, error mapping, health and metrics. */
@NullMarked
package io.traceconnector.app.http;

import org.jspecify.annotations.NullMarked;
