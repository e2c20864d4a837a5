package io.traceconnector.app.callers.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import io.traceconnector.app.callers.Tenant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a tenant's issuer says of itself (RFC 8414, OpenID Connect Discovery), and its keys (RFC 7517). */
final class Metadata {

    private final Issuers issuers;
    private final TenantKeys keys;
    private final OwnTokensConfig config;

    Metadata(Issuers issuers, TenantKeys keys, OwnTokensConfig config) {
        this.issuers = issuers;
        this.keys = keys;
        this.config = config;
    }

    ObjectNode document(Tenant tenant) {
        ObjectNode document = JsonMapper.shared()
                .createObjectNode()
                .put("issuer", issuers.of(tenant.id()))
                .put("token_endpoint", issuers.endpoint(tenant.id(), "token"))
                .put("introspection_endpoint", issuers.endpoint(tenant.id(), "token/introspect"))
                .put("revocation_endpoint", issuers.endpoint(tenant.id(), "revoke"))
                .put("jwks_uri", issuers.endpoint(tenant.id(), "certs"));
        list(document, "grant_types_supported", TokenEndpoint.grants(config.compat()));
        // Nobody logs in by redirection here: there is no authorization endpoint, and nothing that it could answer.
        list(document, "response_types_supported", List.of());
        list(document, "subject_types_supported", List.of("public"));
        List<String> algorithms = JwsAlgorithm.names();
        list(document, "dpop_signing_alg_values_supported", algorithms);
        document.put("tls_client_certificate_bound_access_tokens", config.certificateBound());
        if (config.certificateBound()) {
            // The one listener takes clients with and without certificates.
            ObjectNode aliases = document.putObject("mtls_endpoint_aliases");
            for (String name : List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint")) {
                aliases.set(name, document.path(name));
            }
        }
        list(document, "id_token_signing_alg_values_supported", List.of("RS256"));
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            list(
                    document,
                    endpoint + "_endpoint_auth_methods_supported",
                    List.of("client_secret_basic", "client_secret_post", "private_key_jwt"));
            list(document, endpoint + "_endpoint_auth_signing_alg_values_supported", algorithms);
        }
        return document;
    }

    JsonNode keys(Tenant tenant) {
        return JsonMapper.shared()
                .readTree(new JWKSet(keys.of(tenant).stream().map(TokenKey::jwk).toList()).toString());
    }

    private static void list(ObjectNode document, String name, List<String> values) {
        ArrayNode array = document.putArray(name);
        values.forEach(array::add);
    }
}
