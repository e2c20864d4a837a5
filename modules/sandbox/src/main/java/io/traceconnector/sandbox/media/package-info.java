/** The Media API: files up and down. */
@NullMarked
package io.traceconnector.sandbox.media;

import org.jspecify.annotations.NullMarked;
