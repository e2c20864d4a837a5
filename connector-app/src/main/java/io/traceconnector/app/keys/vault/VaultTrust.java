package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.app.keys.PemTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** Trust in the certificates of one file, and in no others. */
final class VaultTrust {

    private VaultTrust() {}

    /** @throws CustodyException where the file holds no certificates */
    static SSLContext in(Path file) {
        try {
            return PemTrust.in(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new CustodyException(
                    KeyProblem.Code.CUSTODIAN_UNAVAILABLE,
                    "ca " + file + " is not a readable PEM file of certificates ("
                            + e.getClass().getSimpleName() + ")");
        }
    }
}
