package io.traceconnector.app;

/** A key as one provider or custodian, of this name, serves it. */
record BenchLane(String name, BenchKey key) {}
