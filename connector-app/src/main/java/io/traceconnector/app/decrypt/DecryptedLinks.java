package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;

/** Is told which links are decrypted into an answer, each before any byte of it is written. */
public interface DecryptedLinks {

    void decrypted(LinkHash link);

    /** One whose hash nothing in the answer tells. */
    void decryptedUnnamed();
}
