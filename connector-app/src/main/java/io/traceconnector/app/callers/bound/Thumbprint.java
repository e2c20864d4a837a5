package io.traceconnector.app.callers.bound;

import io.traceconnector.app.callers.BearerToken;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** SHA-256 in base64url. */
final class Thumbprint {

    private Thumbprint() {}

    static String of(X509Certificate certificate) {
        try {
            return text(BearerToken.sha256(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate came by TLS that cannot be written", e);
        }
    }

    static String of(String text) {
        return text(BearerToken.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String text(byte[] digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
