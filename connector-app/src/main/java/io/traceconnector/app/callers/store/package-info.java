/** Service accounts, plugins, operators and tenants that were made at run time, kept durably. */
@NullMarked
package io.traceconnector.app.callers.store;

import org.jspecify.annotations.NullMarked;
