package io.traceconnector.app.callers.proxy;

import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.network.AddressRanges;
import io.traceconnector.app.callers.proxy.ProxyWord.Refused;
import io.traceconnector.app.callers.proxy.ProxyWord.Told;
import io.traceconnector.app.callers.proxy.ProxyWord.Untrusted;
import io.traceconnector.app.keys.KeyFileAccess;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whose word on a request counts, and what it comes to. Asked once for each request, before anybody reads its headers; never blocks. */
public final class TrustedProxies {

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final int MOST_GROUPS = 100;
    private static final int LONGEST = 256;

    private final ProxyConfig config;
    private final IdentityHeaders names;
    private final AddressRanges trusted;
    private final ForwardedFor forwardedFor;
    private final Optional<Proof> proof;
    private final Set<String> own;

    /**
     * Reads the secret.
     *
     * @throws RuntimeException where it cannot be read, is open to others, or too short
     */
    public TrustedProxies(ProxyConfig config, KeyFileAccess access, Clock clock) {
        this.config = config;
        this.names = config.identityHeaders();
        this.trusted = new AddressRanges(config.trusted());
        this.forwardedFor = new ForwardedFor(trusted);
        this.proof = config.proof().map(given -> proof(given, config.identityHeaders(), access, clock));
        this.own = Set.copyOf(Stream.concat(
                        Stream.of(names.user(), names.tenant(), names.groups()),
                        config.proof().flatMap(ProofConfig::hmac).stream()
                                .flatMap(hmac -> Stream.of(hmac.header(), hmac.timestamp(), hmac.nonce())))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList());
    }

    /** Nobody's word counts. */
    public static TrustedProxies none() {
        return new TrustedProxies(ProxyConfig.none(), new KeyFileAccess(false), Clock.systemUTC());
    }

    private static Proof proof(ProofConfig given, IdentityHeaders names, KeyFileAccess access, Clock clock) {
        if (given.hmac().isPresent()) {
            return new HmacProof(given.hmac().get(), names, access, clock);
        }
        return given.mtls().<Proof>map(MtlsProof::new).orElse(request -> Optional.empty());
    }

    /** Whether anybody's word counts at all. */
    public boolean exist() {
        return !trusted.isEmpty();
    }

    public boolean isTrusted(InetAddress peer) {
        return trusted.contains(peer);
    }

    /** Whether a header, by its name in lower case, says who somebody is or proves it: of no use to anybody behind. */
    public boolean isIdentity(String name) {
        return own.contains(name);
    }

    public ProxyWord examine(ProxyRequest request) {
        if (!isTrusted(request.peer())) {
            return new Untrusted();
        }
        Optional<InetAddress> client =
                forwardedFor.client(request.peer(), request.headers().apply(FOR));
        List<String> proto = request.headers().apply(PROTO);
        if (client.isEmpty()) {
            return malformed(FOR + " must name the address of each trusted proxy's client.");
        }
        if (proto.size() > 1 || !Set.of("http", "https").containsAll(proto)) {
            return malformed(PROTO + " must be http or https, once.");
        }
        boolean encrypted =
                proto.isEmpty() ? request.encrypted() : proto.getFirst().equals("https");
        if (isHopByHop(request)) {
            return malformed("A header in which the proxy speaks must not stand in Connection.");
        }
        if (own.stream().noneMatch(request::has)) {
            return new Told(client.get(), encrypted, Optional.empty());
        }
        return identity(request, client.get(), encrypted);
    }

    private ProxyWord identity(ProxyRequest request, InetAddress client, boolean encrypted) {
        if (proof.isEmpty()) {
            return malformed("The connector takes nobody's word on who somebody is: callers.proxies.proof is missing.");
        }
        if (request.has("Authorization")) {
            return switch (config.withAuthorization()) {
                case IGNORE_IDENTITY -> new Told(client, encrypted, Optional.empty());
                case REJECT ->
                    new Refused(
                            400,
                            "ambiguous_credentials",
                            "The proxy names somebody, and Authorization somebody else; send one of them.");
            };
        }
        List<String> user = request.headers().apply(names.user());
        List<String> tenant = request.headers().apply(names.tenant());
        List<String> groups = request.headers().apply(names.groups());
        if (user.size() != 1 || tenant.size() > 1 || groups.size() > 1) {
            return malformed("Who somebody is must be said once: " + names.user() + ", " + names.tenant() + " and "
                    + names.groups() + ".");
        }
        if (!isText(user.getFirst()) || !tenant.stream().allMatch(TrustedProxies::isTextOrNothing)) {
            return malformed(names.user() + " and " + names.tenant() + " must have 1 to " + LONGEST
                    + " printable characters of ASCII.");
        }
        List<String> separated = groups.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .toList();
        if (separated.size() > MOST_GROUPS || !separated.stream().allMatch(TrustedProxies::isText)) {
            return malformed(names.groups() + " must have at most " + MOST_GROUPS + " groups of at most " + LONGEST
                    + " printable characters of ASCII.");
        }
        Optional<Refused> missing = proof.get().missing(request);
        if (missing.isPresent()) {
            return missing.get();
        }
        Optional<String> named = tenant.stream().filter(name -> !name.isEmpty()).findFirst();
        return new Told(client, encrypted, Optional.of(new Presented.Proxied(user.getFirst(), named, separated)));
    }

    /** RFC 9110 section 7.6.1: what stands there is for the next hop only, and another proxy would have taken it away. */
    private boolean isHopByHop(ProxyRequest request) {
        return request.headers().apply("Connection").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .anyMatch(option -> own.contains(option) || option.startsWith("x-forwarded-"));
    }

    private static boolean isTextOrNothing(String value) {
        return value.isEmpty() || isText(value);
    }

    private static boolean isText(String value) {
        return !value.isEmpty()
                && value.length() <= LONGEST
                && value.equals(value.strip())
                && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static Refused malformed(String detail) {
        return new Refused(400, "malformed_proxy_headers", detail);
    }
}
