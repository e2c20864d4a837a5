package io.traceconnector.app.keys.pkcs11;

/**
 * How a key did what it was tried for, by one caller after the other.
 *
 * @param use {@code decrypt} or {@code sign}
 * @param mechanism as PKCS#11 names it; empty where there is none
 * @param works whether it can be used so
 * @param result for an operator
 */
public record Trial(String use, String mechanism, boolean works, String result, double opsPerSecond) {}
