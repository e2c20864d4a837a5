package io.traceconnector.app.callers.oidc;

import io.traceconnector.app.keys.PemTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocketFactory;

/**
 * How one issuer is reached.
 *
 * @param allowPrivate whether at addresses that are not public too
 * @param sockets which trust its certificates
 */
record IssuerAccess(boolean allowPrivate, SSLSocketFactory sockets) {

    /** @throws IllegalArgumentException where the file of its authorities cannot be used */
    static IssuerAccess of(IssuerConfig config) {
        return new IssuerAccess(
                config.allowPrivate(), config.ca().map(IssuerAccess::trusting).orElseGet(() ->
                        (SSLSocketFactory) SSLSocketFactory.getDefault()));
    }

    private static SSLSocketFactory trusting(Path ca) {
        try {
            return PemTrust.in(ca).getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "callers.issuers: ca " + ca + " is not a readable PEM file of certificates ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
