package io.traceconnector.app.stream;

import io.traceconnector.app.keys.KeyRing;
import java.time.Clock;

/** What every pump draws on. */
record Supply(StreamConfig config, Pages pages, KeyRing keys, StreamMeters meters, Clock clock, Pauses pauses) {}
