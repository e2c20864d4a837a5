/** Tokens that count only with what they are bound to: a key, by proofs (RFC 9449), or a client's certificate (RFC 8705). */
@org.jspecify.annotations.NullMarked
package io.traceconnector.app.callers.bound;
