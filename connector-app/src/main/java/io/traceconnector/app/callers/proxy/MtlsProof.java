package io.traceconnector.app.callers.proxy;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A verified client certificate with one of the alternative names of the configuration, whole and never a part of it. */
final class MtlsProof implements Proof {

    private static final int DNS_NAME = 2;
    private static final int URI = 6;

    private final List<String> names;

    MtlsProof(MtlsConfig config) {
        this.names = config.san();
    }

    @Override
    public Optional<ProxyWord.Refused> missing(ProxyRequest request) {
        boolean proven = !request.certificates().isEmpty()
                && isOurs(request.certificates().getFirst());
        return proven
                ? Optional.empty()
                : Optional.of(new ProxyWord.Refused(
                        401,
                        "proxy_not_proven",
                        "The proxy must come with a client certificate that the connector is configured for."));
    }

    private boolean isOurs(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives != null && alternatives.stream().anyMatch(this::isOurs);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private boolean isOurs(List<?> alternative) {
        String name = String.valueOf(alternative.get(1));
        return switch ((Integer) alternative.get(0)) {
            case DNS_NAME -> names.stream().anyMatch(name::equalsIgnoreCase);
            case URI -> names.contains(name);
            default -> false;
        };
    }
}
