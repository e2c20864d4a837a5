package io.traceconnector.app.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.SSLSessionInfo;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What the encryption of a connection tells.
 *
 * @param certificates the client's and those above it, verified at the handshake; empty where it has shown none
 */
record ConnectionTls(boolean encrypted, List<X509Certificate> certificates) {

    static ConnectionTls of(HttpServerExchange exchange) {
        SSLSessionInfo session = exchange.getConnection().getSslSessionInfo();
        return session == null ? new ConnectionTls(false, List.of()) : new ConnectionTls(true, certificates(session));
    }

    private static List<X509Certificate> certificates(SSLSessionInfo session) {
        try {
            Certificate[] shown = session.getSSLSession().getPeerCertificates();
            return Arrays.stream(shown).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
