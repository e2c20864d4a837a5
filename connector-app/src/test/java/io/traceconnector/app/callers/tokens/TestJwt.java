package io.traceconnector.app.callers.tokens;

import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Writes tokens by hand, also such as no library would write. */
public final class TestJwt {

    private TestJwt() {}

    public static String signed(Map<String, ?> header, Map<String, ?> claims, PrivateKey key) {
        return signed(json(header), json(claims), String.valueOf(header.get("alg")), key);
    }

    public static String signed(String header, String claims, String alg, PrivateKey key) {
        String input = encode(header) + "." + encode(claims);
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(input, alg, key));
    }

    public static String withSecret(Map<String, ?> header, Map<String, ?> claims, byte[] secret) {
        String input = encode(json(header)) + "." + encode(json(claims));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String unsigned(Map<String, ?> header, Map<String, ?> claims, String signature) {
        return encode(json(header)) + "." + encode(json(claims)) + "." + signature;
    }

    static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String json(Map<String, ?> members) {
        return JsonMapper.shared().writeValueAsString(members);
    }

    public static Map<String, Object> with(Map<String, ?> members, String name, Object value) {
        Map<String, Object> changed = new TreeMap<>(members);
        changed.put(name, value);
        return changed;
    }

    public static Map<String, Object> without(Map<String, ?> members, String name) {
        Map<String, Object> changed = new TreeMap<>(members);
        changed.remove(name);
        return changed;
    }

    /** As an answer of a server. */
    public static String jsonOf(Map<String, ?> members) {
        return json(members);
    }

    /** The public half of a key, for every way of signing that it is good for. */
    public static Map<String, Object> jwk(String kid, PrivateKeyPem key) {
        Map<String, Object> members = new TreeMap<>(
                TokenKey.of(key.publicKey().pemBytes().toByteArray()).jwk().toJSONObject());
        members.remove("alg");
        members.put("kid", kid);
        return members;
    }

    private static byte[] sign(String input, String alg, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(
                    switch (alg) {
                        case "PS256" -> "RSASSA-PSS";
                        case "ES256" -> "SHA256withECDSAinP1363Format";
                        case "EdDSA" -> "EdDSA";
                        default -> "SHA256withRSA";
                    });
            if (alg.equals("PS256")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
