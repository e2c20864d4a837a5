package io.traceconnector.app.callers;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.callers.network.AddressRanges;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The tokens of the configuration; only their digests are kept. Their callers may enter every tenant, from some networks or from everywhere. */
public final class ConfiguredTokens implements Authenticator {

    private final List<byte[]> digests;
    private final Set<String> roles;
    private final AddressRanges networks;
    private final Tenants tenants;

    /**
     * @param networks from where they count; none for everywhere
     * @throws IllegalArgumentException where a token cannot be read or is too short
     */
    public ConfiguredTokens(
            List<SecretSource> sources, List<String> roles, List<AddressRange> networks, Tenants tenants) {
        List<byte[]> read = new ArrayList<>();
        for (SecretSource source : sources) {
            read.add(digest(source));
        }
        this.digests = List.copyOf(read);
        this.roles = Set.copyOf(roles);
        this.networks = new AddressRanges(networks);
        this.tenants = tenants;
    }

    private static byte[] digest(SecretSource source) {
        byte[] token;
        try {
            token = source.read();
        } catch (IOException e) {
            throw new IllegalArgumentException("callers.tokens: " + source + " cannot be read: " + e.getMessage(), e);
        }
        try {
            if (token.length < 16 || token.length > 4096) {
                throw new IllegalArgumentException("callers.tokens: the token in " + source
                        + " must have 16 to 4096 characters; make one with: openssl rand -hex 32");
            }
            return BearerToken.sha256(token);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Bearer(var token)
                && indexOf(token).isPresent();
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        return Optional.of(authenticate(credential, facts));
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        OptionalInt index = credential instanceof Presented.Bearer(var token) ? indexOf(token) : OptionalInt.empty();
        if (index.isEmpty() || !(networks.isEmpty() || networks.contains(facts.client()))) {
            // As a token that nobody takes is refused.
            return new Verdict.Rejected(401, "invalid_token", "The token is not valid, or not any more.");
        }
        String id = "token:" + (index.getAsInt() + 1);
        Rights rights = Rights.of(roles.toArray(String[]::new));
        return new Verdict.Accepted(new Principal(
                id,
                Principal.Kind.CONFIGURED,
                Optional.empty(),
                tenants.all().stream().collect(Collectors.toMap(Tenant::id, tenant -> rights)),
                Map.of(),
                Instant.MAX,
                id));
    }

    /** The place of a token in the configuration, from 0. Takes equally long wherever it stands, and where it does not. */
    private OptionalInt indexOf(BearerToken token) {
        int found = -1;
        for (int i = 0; i < digests.size(); i++) {
            if (MessageDigest.isEqual(digests.get(i), token.digest())) {
                found = i;
            }
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
