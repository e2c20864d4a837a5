package io.traceconnector.app.callers.policy;

import io.traceconnector.api.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys under which hidden values are hashed, one for each tenant: whoever has it can try values out. */
public interface FieldKeys {

    /** The same for a tenant as long as its hashes are to be compared; also after a restart. */
    SecretKey of(TenantId tenant);

    /**
     * Keys derived from one secret by HMAC-SHA-256 over the tenant's id.
     *
     * @param secret of at least 32 bytes; copied
     */
    static FieldKeys derived(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("a secret to derive keys from must have at least 32 bytes");
        }
        SecretKey root = new SecretKeySpec(secret, "HmacSHA256");
        return tenant -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(root);
                byte[] derived = mac.doFinal(("fields of tenant " + tenant).getBytes(StandardCharsets.UTF_8));
                SecretKey key = new SecretKeySpec(derived, "HmacSHA256");
                Arrays.fill(derived, (byte) 0);
                return key;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HMAC-SHA-256 is part of every Java platform", e);
            }
        };
    }
}
