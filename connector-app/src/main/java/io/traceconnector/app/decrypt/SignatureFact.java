package io.traceconnector.app.decrypt;

import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.app.keys.KeyId;
import java.util.Optional;

/**
 * The cryptographic fact about one signature; whose key it is, is asked at each read.
 *
 * @param key empty where the signature is not valid
 */
record SignatureFact(boolean valid, Coverage covers, Optional<KeyId> key) {}
