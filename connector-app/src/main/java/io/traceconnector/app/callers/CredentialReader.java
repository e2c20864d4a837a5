package io.traceconnector.app.callers;

import io.traceconnector.app.callers.store.Secret;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the one credential of a request; a request with two, or with one where it must not stand, is refused. */
final class CredentialReader {

    private static final Set<String> TOKEN_PARAMETERS = Set.of("access_token", "refresh_token", "token");
    private static final int LONGEST_PAIR = 1024;

    private static final Pattern IN_OTHER_HEADERS =
            Pattern.compile("(?:^|[?&;#\\s])(?i:access_token|refresh_token|token|authorization)=");

    /** What was found: a credential, or why the request cannot be read. */
    sealed interface Found {
        record One(Presented credential) implements Found {}

        record Unusable(Admission.Refused refusal) implements Found {}
    }

    /** Whether a request without a credential has one where it does not count. */
    static boolean isMisplaced(RequestFacts facts) {
        return Stream.of("Cookie", "Referer")
                .flatMap(name -> facts.headers().apply(name).stream())
                .anyMatch(value -> IN_OTHER_HEADERS.matcher(value).find());
    }

    Found read(RequestFacts facts) {
        Optional<Admission.Refused> inQuery = tokenInQuery(facts.queryNames());
        if (inQuery.isPresent()) {
            return new Found.Unusable(inQuery.get());
        }
        List<String> headers = facts.headers().apply("Authorization");
        if (headers.size() > 1) {
            return unusable(400, "ambiguous_credentials", "Send the header Authorization once.");
        }
        if (facts.proxied().isPresent()) {
            return new Found.One(facts.proxied().get());
        }
        return headers.isEmpty() ? new Found.One(new Presented.Nothing()) : ofHeader(headers.getFirst());
    }

    /** URLs stand in logs and histories (RFC 6750 section 2.3). */
    static Optional<Admission.Refused> tokenInQuery(Set<String> names) {
        return names.stream().anyMatch(TOKEN_PARAMETERS::contains)
                ? Optional.of(Admission.Refused.of(
                        400,
                        "token_in_query",
                        "A token must not stand in the URL; send it in the header Authorization."))
                : Optional.empty();
    }

    private static Found ofHeader(String header) {
        String text = header.strip();
        int blank = text.indexOf(' ');
        String scheme = (blank < 0 ? text : text.substring(0, blank)).toLowerCase(Locale.ROOT);
        String rest = blank < 0 ? "" : text.substring(blank).strip();
        Optional<Presented> credential = switch (scheme) {
            case "bearer", "dpop" -> BearerToken.shown(header).map(Presented.Bearer::new);
            case "plugin" -> pair(rest).map(pair -> new Presented.Keyed(false, pair[0], pair[1]));
            case "pluginconnection" ->
                Secret.parse(Secret.Kind.CONNECTION, rest)
                        .<Presented>map(secret -> new Presented.Keyed(true, secret.id(), secret.text()))
                        .or(() -> pair(rest).map(pair -> new Presented.Keyed(true, pair[0], pair[1])));
            default -> Optional.empty();
        };
        return credential
                .<Found>map(Found.One::new)
                .orElseGet(
                        () -> unusable(
                                401,
                                "invalid_token",
                                "The header Authorization must be: Bearer or DPoP, a space, and one token; or Plugin or PluginConnection, a space, and base64 of id:token; or PluginConnection, a space, and the token alone."));
    }

    /** Base64, standard or for URLs, with or without padding, of an id without a colon, a colon and a secret. */
    private static Optional<String[]> pair(String text) {
        if (text.isEmpty() || text.length() > LONGEST_PAIR) {
            return Optional.empty();
        }
        String plain;
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(text.replace('-', '+').replace('_', '/').replaceAll("=+$", ""));
            plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
        int colon = plain.indexOf(':');
        boolean usable =
                colon > 0 && colon < plain.length() - 1 && plain.chars().noneMatch(c -> c < 0x20 || c == 0x7f);
        return usable
                ? Optional.of(new String[] {plain.substring(0, colon), plain.substring(colon + 1)})
                : Optional.empty();
    }

    private static Found unusable(int status, String code, String detail) {
        return new Found.Unusable(Admission.Refused.of(status, code, detail));
    }
}
