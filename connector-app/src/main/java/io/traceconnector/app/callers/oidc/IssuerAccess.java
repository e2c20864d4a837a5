package io.traceconnector.app.callers.oidc;

import io.traceconnector.app.keys.PemTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * How one issuer, or a decision point, is reached.
 *
 * @param allowPrivate whether at addresses that are not public too
 * @param sockets which trust its certificates
 */
public record IssuerAccess(boolean allowPrivate, SSLSocketFactory sockets) {

    /** @throws IllegalArgumentException where the file of its authorities cannot be used */
    static IssuerAccess of(IssuerConfig config) {
        return of(config.allowPrivate(), config.ca(), "callers.issuers");
    }

    /**
     * @param ca PEM certificates that its own is checked against, and no others; left out, those that Java trusts
     * @param section of the configuration, for messages
     * @throws IllegalArgumentException where the file of its authorities cannot be used
     */
    public static IssuerAccess of(boolean allowPrivate, Optional<Path> ca, String section) {
        return new IssuerAccess(
                allowPrivate, ca.map(file -> trusting(file, section)).orElseGet(() ->
                        (SSLSocketFactory) SSLSocketFactory.getDefault()));
    }

    private static SSLSocketFactory trusting(Path ca, String section) {
        try {
            return PemTrust.in(ca).getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    section + ": ca " + ca + " is not a readable PEM file of certificates ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
