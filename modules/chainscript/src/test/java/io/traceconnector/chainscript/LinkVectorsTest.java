package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LinkVectorsTest {
    private static final LinkSignatures SIGNATURES = new LinkSignatures(new MessageSignatures(Algorithms.platform()));

    static Stream<Arguments> links() {
        return Stream.of(
                        Vectors.cases("links.json", "links", "impl", "name"),
                        Vectors.cases("sdk-links.json", "links", "name"),
                        Vectors.cases("encrypted-links.json", "links", "impl", "name"))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("links")
    void hasTheStatedHash(JsonNode vector) {
        Link link = LinkJson.read(vector.path("linkJson"));
        LinkHash stated = LinkHash.ofHex(vector.path("linkHashHex").stringValue());
        assertThat(LinkHashing.matches(link, stated)).isTrue();
        assertThat(stated.base64()).isEqualTo(vector.path("linkHashBase64").stringValue());
        boolean dependsOnZeros = vector.path("hashDependsOnExplicitDefaults").asBoolean(false);
        assertThat(LinkHashing.of(link).equals(stated)).isEqualTo(!dependsOnZeros);
        assertThat(LinkHashing.explicit(link)).isEqualTo(stated);
    }

    @ParameterizedTest
    @MethodSource("links")
    void hasTheStatedProtobufBytes(JsonNode vector) {
        Link link = LinkJson.read(vector.path("linkJson"));
        assertThat(HexFormat.of().formatHex(LinkProtobuf.write(link, LinkProtobuf.Zeros.EXPLICIT)))
                .isEqualTo(vector.path("protobufHex").stringValue());
    }

    @ParameterizedTest
    @MethodSource("links")
    void givesTheSignedBytes(JsonNode vector) {
        Link link = LinkJson.read(vector.path("linkJson"));
        PayloadPath path = PayloadPath.parse(vector.path("payloadPath").stringValue());
        assertThat(HexFormat.of().formatHex(LinkSignatures.digest(link, path)))
                .isEqualTo(vector.path("signedBytesHex").stringValue());
        if (vector.has("signedPayloadCanonicalJson")) {
            assertThat(path.payload(link))
                    .asString(UTF_8)
                    .isEqualTo(vector.path("signedPayloadCanonicalJson").stringValue());
        }
    }

    @ParameterizedTest
    @MethodSource("links")
    void verifiesAllSignatures(JsonNode vector) {
        Link link = LinkJson.read(vector.path("linkJson"));
        assertThat(SIGNATURES.verify(link))
                .hasSize(vector.path("linkJson").path("signatures").size())
                .allMatch(check -> check.valid() && check.covers() == Coverage.ALL);
        assertThat(new LinkValidation(SIGNATURES).of(link)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("links")
    void refusesAllSignaturesAfterAChange(JsonNode vector) {
        Link link = LinkJson.read(vector.path("linkJson"));
        Link changed = new Link(
                link.version(),
                link.data(),
                link.meta().toBuilder().mapId(link.meta().mapId() + "x").build(),
                link.signatures(),
                link.explicitZeros());
        assertThat(SIGNATURES.verify(changed)).noneMatch(SignatureCheck::valid);
        assertThat(LinkHashing.matches(
                        changed, LinkHash.ofHex(vector.path("linkHashHex").stringValue())))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("links")
    void writesWhatItRead(JsonNode vector) {
        JsonNode json = vector.path("linkJson");
        Link link = LinkJson.read(json);
        assertThat(CanonicalJson.write(LinkJson.tree(link))).isEqualTo(CanonicalJson.write(json));
        assertThat(LinkJson.read(LinkJson.write(link))).isEqualTo(link);
        if (vector.has("canonicalLinkJson")) {
            assertThat(CanonicalJson.canonicalize(LinkJson.write(link)))
                    .asString(UTF_8)
                    .isEqualTo(vector.path("canonicalLinkJson").stringValue());
        }
    }
}
