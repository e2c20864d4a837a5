package io.traceconnector.app.keys;

import java.security.PrivateKey;
import javax.security.auth.DestroyFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wipes key objects where their provider can do that; the others are left to the garbage collector. */
final class WipedKey {

    private static final Logger LOG = LoggerFactory.getLogger(WipedKey.class);

    private WipedKey() {}

    static void wipe(PrivateKey key) {
        try {
            if (!key.isDestroyed()) {
                key.destroy();
            }
        } catch (DestroyFailedException e) {
            LOG.debug("{} keys cannot be wiped by their provider", key.getAlgorithm());
        }
    }
}
