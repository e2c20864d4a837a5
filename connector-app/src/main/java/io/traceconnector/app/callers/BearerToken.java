package io.traceconnector.app.callers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An access token, shown with the scheme {@code Bearer} (RFC 6750 section 2.1) or {@code DPoP} (RFC 9449 section 7.1). Prints as nothing. */
public final class BearerToken {

    private static final Pattern HEADER = Pattern.compile("(?i:bearer|(dpop)) +([A-Za-z0-9._~+/-]+=*)");
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final String text;
    private final boolean withProof;
    private final byte[] digest;
    private volatile @Nullable Read read;

    private BearerToken(String text, boolean withProof) {
        this.text = text;
        this.withProof = withProof;
        this.digest = sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where the header is not of the scheme {@code Bearer}. */
    public static Optional<BearerToken> ofHeader(String header) {
        return shown(header).filter(token -> !token.withProof);
    }

    /** Empty where the header is of neither scheme. */
    public static Optional<BearerToken> shown(String header) {
        if (header.length() > JwtForm.LONGEST) {
            return Optional.empty();
        }
        var matcher = HEADER.matcher(header.strip());
        return matcher.matches()
                ? Optional.of(new BearerToken(matcher.group(2), matcher.group(1) != null))
                : Optional.empty();
    }

    /** A token that did not come in a header. Empty where it is longer than one may be, or has other characters. */
    public static Optional<BearerToken> of(String token) {
        return ofHeader("Bearer " + token);
    }

    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether it has the form of the tokens that Account gives (trace-protocol section 4). */
    public boolean isAccountToken() {
        return JWT.matcher(text).matches();
    }

    /** Whether it was shown with the scheme {@code DPoP}, which promises a proof. */
    public boolean isWithProof() {
        return withProof;
    }

    /** What it says as a JWT, not verified; read once. Empty where it is none. */
    public Optional<JwtForm> jwt() {
        Read known = read;
        if (known == null) {
            known = new Read(JwtForm.read(text));
            read = known;
        }
        return known.jwt();
    }

    /** Whether it says of itself, not verified, that its time is over. */
    boolean isOver(Instant now) {
        return jwt().map(jwt -> jwt.claims().path("exp"))
                .filter(end -> end.isIntegralNumber() && end.longValue() <= now.getEpochSecond())
                .isPresent();
    }

    /** SHA-256. */
    public byte[] digest() {
        return digest;
    }

    /** SHA-256 in hexadecimal digits: a name for it that gives nothing away. */
    public String fingerprint() {
        return HexFormat.of().formatHex(digest);
    }

    /** The header's value in the one form in which it goes on: one that came with a proof goes nowhere, since the proof is for us alone. */
    public String authorization() {
        return "Bearer " + text;
    }

    /** The token itself. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "BearerToken";
    }

    private record Read(Optional<JwtForm> jwt) {}
}
