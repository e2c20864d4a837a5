package io.traceconnector.app.audit;

import io.traceconnector.api.OrganisationId;

/**
 * A head with a signature by an organisation of the connector.
 *
 * @param key fingerprint of the public key: SHA-256 of its SubjectPublicKeyInfo in hexadecimal digits
 * @param signature base64, of the kind that the key makes
 */
record SignedHead(Head head, OrganisationId organisation, String key, String signature) {}
