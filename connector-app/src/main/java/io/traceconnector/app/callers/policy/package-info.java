/** What callers may do and see: policy files of tenants, what they mean, and which rule decides. */
@NullMarked
package io.traceconnector.app.callers.policy;

import org.jspecify.annotations.NullMarked;
