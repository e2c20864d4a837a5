package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Claim;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Sender;
import io.traceconnector.app.callers.store.Confined;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request to one of the OAuth endpoints. Prints as nothing.
 *
 * @param authorization every value of the header {@code Authorization}
 * @param sender what a token can be bound to
 * @param source where the request comes from; empty where that does not count
 */
public record OAuthRequest(List<String> authorization, OAuthForm form, Sender sender, Optional<InetAddress> source) {

    public OAuthRequest {
        authorization = List.copyOf(authorization);
    }

    /** Of a sender of whom nothing is known. */
    public OAuthRequest(List<String> authorization, OAuthForm form) {
        this(authorization, form, Sender.unknown(), Optional.empty());
    }

    /** The same, by a sender of whom something is known. */
    public OAuthRequest by(Sender known) {
        return new OAuthRequest(authorization, form, known, source);
    }

    /** Whether somebody may be used from where the request comes from. */
    boolean isFromWhereUsable(Confined somebody) {
        return source.map(somebody::isUsableFrom).orElse(true);
    }

    /**
     * The id under which the request wants to be known, for counting how often that fails: never a secret, and nothing that is proven. Empty
     * where it claims none, or none that can be read.
     */
    public Optional<String> claimed() {
        return inHeader()
                .or(() -> form.get("client_id"))
                .or(() -> form.get("client_assertion").flatMap(OAuthRequest::issuer))
                .or(() -> form.get("assertion").flatMap(OAuthRequest::issuer))
                .map("client:"::concat)
                .or(this::plugin);
    }

    /** Names the very secret that the request presents, without giving it away; empty where it presents none, or one that counts once. */
    public Optional<String> digest() {
        return Stream.of(
                        authorization.stream().findFirst(),
                        form.get("client_secret")
                                .map(secret -> form.get("client_id").orElse("") + ":" + secret),
                        form.get("subject_token"))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Claim::digestOf);
    }

    private Optional<String> inHeader() {
        return authorization.stream()
                .filter(BasicCredentials::isBasic)
                .findFirst()
                .flatMap(BasicCredentials::read)
                .map(BasicCredentials::id);
    }

    private static Optional<String> issuer(String assertion) {
        return JwtForm.read(assertion).flatMap(JwtForm::issuer);
    }

    private Optional<String> plugin() {
        return form.get("subject_token_type")
                .filter(Exchange.PLUGIN_TOKEN::equals)
                .flatMap(type -> form.get("subject_token"))
                .flatMap(Exchange::pair)
                .map(pair -> "plugin:" + pair[0]);
    }

    @Override
    public String toString() {
        return "OAuthRequest";
    }
}
