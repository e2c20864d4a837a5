/** Files of encrypted events that survive a crash at any moment, under local keys that follow an organisation's keys. */
@NullMarked
package io.traceconnector.app.journal;

import org.jspecify.annotations.NullMarked;
