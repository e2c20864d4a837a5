package io.traceconnector.app.callers.oidc;

import io.traceconnector.api.SecretSource;
import java.net.URI;

/**
 * Where an issuer is asked about opaque tokens (RFC 7662).
 *
 * @param clientId the connector's own at the issuer
 */
public record IntrospectionConfig(URI url, String clientId, SecretSource clientSecret) {}
