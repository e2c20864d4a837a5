package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whatever bytes come, the readers give a value or a {@link FormatException}. The daily run replays the seeds; with
 * {@code JAZZER_FUZZ=1} and one method selected, that method is fuzzed for a minute.
 */
class FormatsFuzzTest {
    private final Envelopes envelopes = new Envelopes(Algorithms.platform());
    private final PrivateKeyPem key = Vectors.privateKey("go-RSA");

    @FuzzTest(maxDuration = "1m")
    void json(byte[] input) {
        Optional<byte[]> canonical = read(input, CanonicalJson::canonicalize);
        if (canonical.isPresent()) {
            assertThat(CanonicalJson.canonicalize(canonical.get())).isEqualTo(canonical.get());
            // The tree's reader takes a little less: no half surrogate pairs in names, no exponents at the edge of int.
            read(input, Json::tree)
                    .ifPresent(tree -> assertThat(CanonicalJson.write(tree)).isEqualTo(canonical.get()));
        }
    }

    @FuzzTest(maxDuration = "1m")
    void pem(byte[] input) {
        read(input, PrivateKeyPem::parse);
        Optional<PublicKeyPem> publicKey = read(input, PublicKeyPem::parse);
        if (publicKey.isPresent()) {
            assertThat(PublicKeyPem.parse(publicKey.get().text())).isEqualTo(publicKey.get());
        }
    }

    @FuzzTest(maxDuration = "1m")
    void link(byte[] input) {
        Optional<Link> link = read(input, LinkJson::read);
        if (link.isPresent()) {
            assertThat(LinkJson.read(LinkJson.write(link.get()))).isEqualTo(link.get());
            new LinkValidation(new LinkSignatures(new MessageSignatures(Algorithms.platform()))).of(link.get());
            LinkData.of(link.get());
        }
    }

    @FuzzTest(maxDuration = "1m")
    void envelope(byte[] input) {
        try {
            assertThat(envelopes.open(key.key(), input)).hasSizeLessThan(input.length);
        } catch (EnvelopeException e) {
            assertThat(e.code()).isEqualTo(EnvelopeException.CODE);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void cursor(byte[] input) {
        Optional<PageCursor> cursor = read(input, bytes -> PageCursor.parse(new String(bytes, UTF_8)));
        if (cursor.isPresent()) {
            assertThat(cursor.get().compareTo(cursor.get())).isZero();
            assertThat(cursor.get().compareTo(PageCursor.START)).isNotNegative();
        }
    }

    @FuzzTest(maxDuration = "1m")
    void payloadPath(byte[] input) {
        Optional<PayloadPath> path = read(input, bytes -> PayloadPath.parse(new String(bytes, UTF_8)));
        if (path.isPresent()) {
            Link link = LinkJson.read(Vectors.load("payload-paths.json").path("linkJson"));
            read(input, bytes -> path.get().payload(link));
        }
    }

    private static <T> Optional<T> read(byte[] input, Function<byte[], T> reader) {
        try {
            return Optional.of(reader.apply(input));
        } catch (FormatException e) {
            assertThat(e.code()).isNotBlank();
            return Optional.empty();
        }
    }
}
