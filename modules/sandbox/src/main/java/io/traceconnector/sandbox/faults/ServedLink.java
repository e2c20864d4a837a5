package io.traceconnector.sandbox.faults;

import io.traceconnector.sandbox.store.LinkEntry;
import java.util.Optional;

/**
 * A link as it is given to a client.
 *
 * @param entry what is stored
 * @param hash the hash that is stated
 * @param altered the JSON text that is given instead of the stored one
 */
public record ServedLink(LinkEntry entry, byte[] hash, Optional<byte[]> altered) {

    static ServedLink asStored(LinkEntry entry) {
        return new ServedLink(entry, entry.hash(), Optional.empty());
    }
}
