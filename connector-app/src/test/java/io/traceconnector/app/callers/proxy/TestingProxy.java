package io.traceconnector.app.callers.proxy;

import io.traceconnector.api.SecretSource;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.network.AddressRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A proxy as it is configured, and as it signs. */
public final class TestingProxy {

    public static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private TestingProxy() {}

    /** A proxy on the loopback address whose users may read in the tenant {@code default}. */
    public static ProxyConfig config(Optional<ProofConfig> proof, WithAuthorization withAuthorization) {
        return new ProxyConfig(
                List.of(new AddressRange("127.0.0.0/8"), new AddressRange("10.0.0.0/8")),
                new IdentityHeaders("X-Forwarded-User", "X-Tenant", "X-Forwarded-Groups"),
                proof,
                withAuthorization,
                List.of(new TenantId("default")),
                List.of(),
                Map.of("readers", List.of("connector.reader")),
                Duration.ofHours(1));
    }

    public static ProxyConfig signing(Path directory) {
        return config(
                Optional.of(new ProofConfig(Optional.empty(), Optional.of(hmac(directory, 100_000)), false)),
                WithAuthorization.REJECT);
    }

    static HmacConfig hmac(Path directory, int nonces) {
        try {
            Path secret = directory.resolve("proxy-secret");
            Files.writeString(secret, SECRET);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            return new HmacConfig(
                    new SecretSource("file:" + secret),
                    "X-Proxy-Signature",
                    "X-Proxy-Timestamp",
                    "X-Proxy-Nonce",
                    Duration.ofSeconds(30),
                    nonces);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sign(String... lines) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
