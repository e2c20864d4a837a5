package io.traceconnector.app.callers.proxy;

import io.traceconnector.app.callers.proxy.ProxyWord.Refused;
import io.traceconnector.app.callers.throttle.Nonces;
import io.traceconnector.app.keys.KeyFileAccess;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 over eight lines, joined by line feeds without one at the end: {@code v1}, method, path and query as they stand in the request
 * line, user, tenant, groups (each as in its header, empty where there is none), time and nonce. The body is not covered.
 *
 * <p>What was used is remembered in memory, for that costs a request nothing but microseconds; so a time from before this process has started is
 * refused too. Another replica does not know of it: within the longest age one request can be repeated there.
 */
final class HmacProof implements Proof {

    private static final int SHORTEST_SECRET = 32;
    /** All proxies have one secret, and so one set of nonces. */
    private static final String ALL = "";

    private static final Pattern TIME = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,3})?");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,128}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{64}");

    private final HmacConfig config;
    private final IdentityHeaders identity;
    private final SecretKeySpec secret;
    private final Clock clock;
    private final long startedMillis;
    private final Nonces nonces;

    HmacProof(HmacConfig config, IdentityHeaders identity, KeyFileAccess access, Clock clock) {
        this.config = config;
        this.identity = identity;
        this.secret = secret(config, access);
        this.clock = clock;
        this.startedMillis = clock.millis() / 1000 * 1000;
        this.nonces =
                new Nonces(config.nonces(), config.nonces(), 2 * config.maxAge().toMillis(), clock.millis());
    }

    private static SecretKeySpec secret(HmacConfig config, KeyFileAccess access) {
        byte[] secret = access.secret("the secret of callers.proxies.proof.hmac", config.secret());
        try {
            if (secret.length < SHORTEST_SECRET) {
                throw new IllegalArgumentException("callers.proxies.proof.hmac.secret must have at least "
                        + SHORTEST_SECRET + " bytes; make one with: openssl rand -hex 32");
            }
            return new SecretKeySpec(secret, "HmacSHA256");
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public Optional<Refused> missing(ProxyRequest request) {
        List<String> signature = request.headers().apply(config.header());
        List<String> time = request.headers().apply(config.timestamp());
        List<String> nonce = request.headers().apply(config.nonce());
        if (!isOne(signature, SIGNATURE) || !isOne(time, TIME) || !isOne(nonce, NONCE)) {
            return refused("The proxy must send " + config.header() + ", " + config.timestamp() + " and "
                    + config.nonce() + ", each once and well formed.");
        }
        byte[] expected = hmac(text(request, time.getFirst(), nonce.getFirst()));
        if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(signature.getFirst()))) {
            return refused("The proxy's signature is not over this request, or under another secret.");
        }
        long now = clock.millis();
        long said = new BigDecimal(time.getFirst()).movePointRight(3).longValueExact();
        if (Math.abs(now - said) > config.maxAge().toMillis() || said < startedMillis) {
            return refused("The proxy's signature is too old, or its clock differs from the connector's.");
        }
        return switch (nonces.use(ALL, nonce.getFirst(), now)) {
            case FIRST -> Optional.empty();
            case AGAIN -> refused("The proxy's nonce was used before.");
            case FULL ->
                Optional.of(new Refused(503, "proxy_nonces_full", "Too many requests of proxies; try again later."));
        };
    }

    private static boolean isOne(List<String> values, Pattern form) {
        return values.size() == 1 && form.matcher(values.getFirst()).matches();
    }

    private static Optional<Refused> refused(String detail) {
        return Optional.of(new Refused(401, "proxy_not_proven", detail));
    }

    private String text(ProxyRequest request, String time, String nonce) {
        return String.join(
                "\n",
                "v1",
                request.method(),
                request.target(),
                one(request, identity.user()),
                one(request, identity.tenant()),
                one(request, identity.groups()),
                time,
                nonce);
    }

    private static String one(ProxyRequest request, String header) {
        return request.headers().apply(header).stream().findFirst().orElse("");
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
