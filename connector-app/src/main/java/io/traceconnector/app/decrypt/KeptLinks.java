package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.SymmetricKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is kept on disk of links that were opened, so that reading them again costs no operation with a private key. Found only with a key that the
 * asking organisation has. No read waits for it. Safe for many threads.
 *
 * <p>What a link's bytes prove is kept along with its symmetric key; where there is no such key, under the newest key of who asked. That a
 * key does not open something is not kept: it is rare, and worth to be found out anew.
 */
final class KeptLinks {

    private final Supplier<Map<KeyId, KeptStore>> stores;
    private final KeptMetrics metrics;

    /** @param stores of all our decryption keys as they are now */
    KeptLinks(Supplier<Map<KeyId, KeptStore>> stores, KeptMetrics metrics) {
        this.stores = stores;
        this.metrics = metrics;
    }

    /**
     * The first that is kept with one of the keys. Its symmetric key is the caller's to destroy.
     *
     * @param now our keys, with which it is judged whether a link is for us
     */
    Optional<KeptLink> find(List<KeyId> keys, Sha256 received, OwnKeys now) {
        Map<KeyId, KeptStore> known = stores.get();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        for (KeyId key : keys) {
            Optional<KeptLink> link = Optional.ofNullable(known.get(key)).flatMap(store -> store.find(received, now));
            if (link.isPresent()) {
                metrics.hit();
                return link;
            }
        }
        metrics.miss();
        return Optional.empty();
    }

    /** The symmetric key that is kept with a private key; the caller's to destroy. */
    Optional<SymmetricKey> symmetric(KeyId key, Sha256 received) {
        return find(List.of(key), received, OwnKeys.NONE).flatMap(KeptLink::symmetric);
    }

    /**
     * Keeps what was found out, unless there is no room or nothing to keep it with.
     *
     * @param block of the block that the private key opened; {@link Sha256#NONE} where there is none
     */
    void keep(KeptLink link, Sha256 received, Sha256 block) {
        Optional.ofNullable(stores.get().get(link.key())).ifPresent(store -> store.keep(link, received, block));
    }
}
