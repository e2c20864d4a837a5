package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class LinkValidationTest {
    private final LinkValidation validation =
            new LinkValidation(new LinkSignatures(new MessageSignatures(Algorithms.platform())));

    static Stream<Arguments> invalidLinks() {
        return Vectors.cases("invalid-links.json", "links", "name");
    }

    @ParameterizedTest
    @MethodSource("invalidLinks")
    void refusesWhatOthersRefuse(JsonNode vector) {
        String expected = switch (vector.path("name").stringValue()) {
            case "unknown version" -> "version-unknown";
            case "no map id" -> "map-id-missing";
            case "no process", "no process name" -> "process-missing";
            case "no meta" -> "meta-missing";
            case "ref without process" -> "reference-process-missing";
            case "tampered data" -> "signature-invalid";
            case "no signature bytes" -> "signature-malformed";
            default -> throw new IllegalArgumentException(vector.toString());
        };
        assertThat(codes(validation.of(LinkJson.read(vector.path("linkJson")))))
                .first()
                .isEqualTo(expected);
    }

    @Test
    void reportsEverythingInOrder() {
        Link link = LinkJson.read("""
                {"version":"2.0.0","meta":{"clientId":"somebody","refs":[{"process":"p","linkHash":"AQ=="},{}]},
                 "signatures":[{"version":"1.0.0"}]}
                """);
        assertThat(codes(validation.of(link)))
                .containsExactly(
                        "process-missing",
                        "map-id-missing",
                        "version-unknown",
                        "client-unknown",
                        "reference-process-missing",
                        "reference-hash-missing",
                        "pem-malformed");
        assertThat(codes(validation.of(LinkJson.read("{}"))))
                .containsExactly("version-missing", "meta-missing", "map-id-missing", "client-unknown");
    }

    @Test
    void reportsTheSegmentsProblemsBeforeTheLinks() {
        Link link = new LinkBuilder("p", "m").build();
        Bytes hash = LinkHashing.of(link).bytes();
        Evidence evidence = new Evidence("1", "b", "p", Bytes.ofUtf8("x"));
        assertThat(validation.of(new Segment(Optional.of(link), hash, List.of(evidence))))
                .isEmpty();
        assertThat(codes(validation.of(new Segment(Optional.empty(), Bytes.EMPTY, List.of()))))
                .containsExactly("link-missing", "link-hash-missing");
        Link other = LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{}}");
        Evidence incomplete = new Evidence("1", "b", "p", Bytes.EMPTY);
        assertThat(codes(validation.of(new Segment(Optional.of(other), hash, List.of(evidence, incomplete)))))
                .containsExactly(
                        "link-hash-mismatch",
                        "process-missing",
                        "map-id-missing",
                        "client-unknown",
                        "evidence-incomplete",
                        "evidence-duplicate");
    }

    @Test
    void readsSegments() {
        Link link = new LinkBuilder("p", "m").build();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("x", 1);
        json.set("link", LinkJson.tree(link));
        json.set("meta", Json.tree("""
                        {"evidences":[{"version":"1","backend":"b","provider":"p","proof":"AQ=="}]}
                        """));
        ((ObjectNode) json.path("meta")).put("linkHash", LinkHashing.of(link).base64());
        Segment segment = LinkJson.readSegment(json);
        assertThat(segment.link()).contains(link);
        assertThat(validation.of(segment)).isEmpty();
        assertThat(segment.evidences()).containsExactly(new Evidence("1", "b", "p", Bytes.copyOf(new byte[] {1})));
    }

    private static List<String> codes(List<LinkProblem> problems) {
        return problems.stream().map(LinkProblem::code).toList();
    }
}
