/** Proxies in front of the connector: whose word counts, what they may say, and how they prove that it is them. */
@NullMarked
package io.traceconnector.app.callers.proxy;

import org.jspecify.annotations.NullMarked;
