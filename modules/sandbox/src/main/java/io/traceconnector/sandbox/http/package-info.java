/** Requests, bodies and answers that the APIs share. */
@NullMarked
package io.traceconnector.sandbox.http;

import org.jspecify.annotations.NullMarked;
