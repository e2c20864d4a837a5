package io.traceconnector.app.callers.store;

record OperatorEntry(Operator operator, PasswordHash password) {}
