package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.chainscript.PublicKeyPem;
import java.util.List;
import java.util.Optional;

/**
 * A private key as its token describes it.
 *
 * @param id in hexadecimal digits
 * @param publicKey empty where its public half is not in the token, or it is of a kind that Trace does not know
 * @param uses {@code decrypt}, {@code sign}
 */
public record KeyInToken(
        String label, String id, Optional<PublicKeyPem> publicKey, List<String> uses, boolean extractable) {

    public KeyInToken {
        uses = List.copyOf(uses);
    }
}
