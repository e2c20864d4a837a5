package io.traceconnector.app.callers.store;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Tenant;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The public keys of tokens that service accounts sign themselves. Private ones are never kept. Safe for many threads. */
public final class AccountKeys {

    private static final int MOST = 10;
    private static final int RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 4096;
    private static final int LINE = 64;

    private final Ledger ledger;
    private final AccountAdministration accounts;

    AccountKeys(Ledger ledger, AccountAdministration accounts) {
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /**
     * Registers a public key; its id is its thumbprint (RFC 7638).
     *
     * @param jwk as JSON: RSA of 2,048 to 4,096 bits, EC on P-256, or Ed25519: what tokens are verified with
     * @throws ProblemException 400 where it is none of these, or holds a private part
     */
    public RegisteredKey register(Tenant tenant, String name, String jwk) {
        try {
            JWK key = JWK.parse(jwk);
            if (key.isPrivate()) {
                throw new ProblemException(
                        400, "private_key_sent", "Send the public part only; this key must not be used any more.");
            }
            if (!isUsable(key)) {
                throw malformed();
            }
            return add(tenant, name, key);
        } catch (ParseException | JOSEException e) {
            throw malformed();
        }
    }

    /** Makes an RSA key; its private half is in the answer and nowhere else. */
    public GeneratedKey generate(Tenant tenant, String name) {
        accounts.get(tenant, name);
        try {
            RSAKey key = new RSAKeyGenerator(RSA_BITS).generate();
            byte[] encoded = key.toPrivateKey().getEncoded();
            try {
                RegisteredKey registered = add(tenant, name, key.toPublicJWK());
                return new GeneratedKey(registered, pem(encoded));
            } finally {
                Arrays.fill(encoded, (byte) 0);
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("an RSA key cannot be made", e);
        }
    }

    /** Tokens under this key end. */
    public ServiceAccount remove(Tenant tenant, String name, String kid) {
        return accounts.replace(tenant, name, entry -> {
            List<RegisteredKey> keys = new ArrayList<>(entry.account().keys());
            if (!keys.removeIf(key -> key.kid().equals(kid))) {
                throw new ProblemException(404, "key_unknown", "The service account has no such key.");
            }
            return entry.withKeys(keys);
        });
    }

    private RegisteredKey add(Tenant tenant, String name, JWK key) throws JOSEException {
        String kid = key.computeThumbprint().toString();
        RegisteredKey registered =
                new RegisteredKey(kid, bare(key).toJSONString(), ledger.clock().instant());
        accounts.replace(tenant, name, entry -> {
            List<RegisteredKey> keys = new ArrayList<>(entry.account().keys());
            if (keys.stream().anyMatch(each -> each.kid().equals(kid))) {
                throw Refusals.taken("key_exists", "The service account has this key already.");
            }
            if (keys.size() >= MOST) {
                throw Refusals.taken("too_many_keys", "A service account has at most " + MOST + " keys.");
            }
            keys.add(registered);
            return entry.withKeys(keys);
        });
        return registered;
    }

    /** Nothing but the key: no certificates and no URLs that somebody might follow. */
    private static JWK bare(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSAKey.Builder(rsa.toRSAPublicKey()).build();
            case ECKey ec -> new ECKey.Builder(ec.getCurve(), ec.toECPublicKey()).build();
            case OctetKeyPair okp -> new OctetKeyPair.Builder(okp.getCurve(), okp.getX()).build();
            default -> throw malformed();
        };
    }

    private static boolean isUsable(JWK key) {
        return key instanceof AsymmetricJWK
                && switch (key) {
                    case RSAKey rsa -> rsa.size() >= RSA_BITS && rsa.size() <= MOST_RSA_BITS;
                    case ECKey ec -> Curve.P_256.equals(ec.getCurve());
                    case OctetKeyPair okp -> Curve.Ed25519.equals(okp.getCurve());
                    default -> false;
                };
    }

    private static ProblemException malformed() {
        return new ProblemException(
                400,
                "key_malformed",
                "The key must be a public JWK (RFC 7517): RSA of 2,048 to 4,096 bits, EC on P-256, or Ed25519.");
    }

    private static String pem(byte[] encoded) {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    /**
     * A key that was made here.
     *
     * @param privateKey PKCS#8 in PEM, shown this once
     */
    public record GeneratedKey(RegisteredKey key, String privateKey) {

        @Override
        public String toString() {
            return "GeneratedKey[" + key.kid() + "]";
        }
    }
}
