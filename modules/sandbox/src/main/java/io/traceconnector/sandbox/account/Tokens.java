package io.traceconnector.sandbox.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.SafeFiles;
import io.traceconnector.sandbox.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;

/** Account's tokens: JWTs signed with a secret of this sandbox (HS256), good for half an hour. */
public final class Tokens {

    static final Duration LIFE = Duration.ofMinutes(30);

    private static final int SECRET_BYTES = 32;

    private final World world;
    private final byte[] secret;
    private final InstantSource clock;

    Tokens(World world, byte[] secret, InstantSource clock) {
        this.world = world;
        this.secret = secret.clone();
        this.clock = clock;
    }

    /** With the secret of a file, made if it is missing: tokens outlive a restart. */
    public static Tokens open(World world, Path file, InstantSource clock) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(fresh);
            SafeFiles.writeSecret(file, HexFormat.of().formatHex(fresh));
        }
        return new Tokens(world, HexFormat.of().parseHex(Files.readString(file).strip()), clock);
    }

    public String issue(Account account) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(Long.toString(account.id()))
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(LIFE)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    /**
     * Whose token it is.
     *
     * @throws ApiException 401 if it is not one of ours, or not good any more
     */
    public Account verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    || !jwt.verify(new MACVerifier(secret))
                    || claims.getExpirationTime() == null) {
                throw ApiException.unauthorized("invalid token");
            }
            if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
                throw ApiException.unauthorized("token expired");
            }
            return world.requireAccount(Long.parseLong(claims.getSubject()));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw ApiException.unauthorized("invalid token");
        }
    }
}
