package io.traceconnector.app.seal;

import io.traceconnector.api.LinkHash;
import java.util.Optional;

/**
 * A link that may be sent.
 *
 * @param parent empty for a first link
 * @param raw the JSON text of the signed link
 * @param form the form data's JSON text, where configuration lets this workflow's data go in clear; beside the link, which has its hash
 */
public record SealedLink(LinkHash hash, Optional<LinkHash> parent, byte[] raw, Optional<byte[]> form) {

    /** Names no content. */
    @Override
    public String toString() {
        return "SealedLink[" + hash + "]";
    }
}
