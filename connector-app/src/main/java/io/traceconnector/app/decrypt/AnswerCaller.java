package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import java.util.Set;

/**
 * For whom the links of an answer are opened.
 *
 * @param organisations whose keys may be used, whatever is remembered from others
 * @param decrypted is told what was opened for it
 */
record AnswerCaller(
        LinkOpener opener, Set<OrganisationId> organisations, AnswerRewriter.RawMode mode, DecryptedLinks decrypted) {

    boolean decryptsRaw(boolean underHead) {
        return switch (mode) {
            case DEFAULT -> !underHead;
            case ORIGINAL -> false;
            case DECRYPTED -> true;
        };
    }
}
