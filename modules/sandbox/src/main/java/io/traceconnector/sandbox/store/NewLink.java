package io.traceconnector.sandbox.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A link about to be stored.
 *
 * @param hash its hash, 32 bytes
 * @param parent the hash of its parent; empty for the first link of a trace
 * @param input the group it pushes to or pulls for; 0 where there is none
 * @param ours whether our organisation can read it: encrypted for it, or plain in a workflow of its own
 * @param references hashes, in hex, of the links it refers to
 * @param raw the JSON text of the link
 * @param form the JSON text beside it (second generation)
 * @param createdAt milliseconds since 1970
 */
public record NewLink(
        byte[] hash,
        Optional<byte[]> parent,
        UUID trace,
        long workflow,
        long group,
        long input,
        LinkState state,
        boolean ours,
        List<String> references,
        byte[] raw,
        Optional<byte[]> form,
        long createdAt) {}
