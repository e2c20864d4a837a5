package io.traceconnector.app.callers.pdp;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.callers.oidc.IssuerUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A decision point that is asked over HTTP.
 *
 * @param url where it takes questions, such as {@code https://opa.acme.example/v1/data/connector}
 * @param within how long an answer may take, connecting included: 1 to 50 ms; one that is later counts as none
 * @param token a bearer token for it; read with each question, so that it can be changed
 * @param remembered how long an answer counts for the same question: at most a second, which is how long it may go on after the point has
 *     changed its mind
 * @param rememberedAnswers how many answers are remembered; beyond that the least used are asked for again
 * @param concurrent questions at a time; requests beyond are refused
 * @param allowPrivate whether it may have an address that is not public, and on the loopback be without TLS
 * @param ca PEM certificates that its own is checked against, and no others; left out, those that Java trusts
 */
public record PdpConfig(
        URI url,
        @Default("50ms") Duration within,
        Optional<SecretSource> token,
        @Default("1s") Duration remembered,
        @Default("10000") int rememberedAnswers,
        @Default("64") int concurrent,
        @Default("false") boolean allowPrivate,
        Optional<Path> ca) {

    private static final Duration LONGEST = Duration.ofMillis(50);
    private static final Duration LONGEST_REMEMBERED = Duration.ofSeconds(1);

    public PdpConfig {
        IssuerUrl.require(url, allowPrivate, "url");
        if (within.toMillis() < 1 || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("within must be 1ms to 50ms");
        }
        if (remembered.isNegative() || remembered.compareTo(LONGEST_REMEMBERED) > 0) {
            throw new IllegalArgumentException("remembered must be 0s to 1s");
        }
        if (rememberedAnswers < 1 || concurrent < 1) {
            throw new IllegalArgumentException("remembered-answers and concurrent must be at least 1");
        }
        if (token.filter(source -> source.reference().startsWith("exec:")).isPresent()) {
            throw new IllegalArgumentException(
                    "token must be file:PATH or env:NAME: it is read with each question, for which a command is too slow");
        }
    }
}
