/** What a caller sees, as SQL over a table of links. */
@NullMarked
package io.traceconnector.replication.sql;

import org.jspecify.annotations.NullMarked;
