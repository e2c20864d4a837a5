/** Reads the configuration file, the environment and options into records, and reports every problem at once. */
@NullMarked
package io.traceconnector.app.config;

import org.jspecify.annotations.NullMarked;
