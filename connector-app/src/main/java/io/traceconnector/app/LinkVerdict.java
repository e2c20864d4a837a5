package io.traceconnector.app;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkProblem;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.LinkValidation;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.SignatureCheck;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code link verify} says of a line: the cryptographic fact, with no opinion on who signed. */
final class LinkVerdict {

    private final LinkSignatures signatures = new LinkSignatures(new MessageSignatures(Algorithms.platform()));
    private final LinkValidation validation = new LinkValidation(signatures);

    private record Subject(Link link, Optional<LinkHash> stated) {}

    ObjectNode of(JsonNode line) {
        Subject subject = subject(line);
        List<SignatureCheck> checks = signatures.verify(subject.link());
        List<LinkProblem> problems = validation.of(subject.link(), checks);
        Optional<Boolean> matches = subject.stated().map(stated -> LinkHashing.matches(subject.link(), stated));
        boolean valid = matches.orElse(true) && problems.isEmpty();

        ObjectNode answer = JsonLines.MAPPER.createObjectNode().put("valid", valid);
        answer.put("hash", matches.map(same -> same ? "ok" : "mismatch").orElse("absent"));
        describe(checks, answer.putArray("signatures"));
        ArrayNode errors = answer.putArray("errors");
        if (!matches.orElse(true)) {
            errors.addObject()
                    .put("code", "hash-mismatch")
                    .put("message", "the stated hash is not the hash of the link");
        }
        problems.forEach(
                problem -> errors.addObject().put("code", problem.code()).put("message", problem.message()));
        return answer;
    }

    private static Subject subject(JsonNode line) {
        if (line.has("raw")) {
            return new Subject(
                    LinkJson.read(line.get("raw")),
                    Optional.ofNullable(line.get("linkHash"))
                            .filter(hash -> !hash.isNull())
                            .map(hash -> LinkHash.ofHex(JsonLines.text(line, "linkHash"))));
        }
        if (line.has("link") && line.get("link").isObject()) {
            JsonNode stated = line.path("meta").path("linkHash");
            return new Subject(
                    LinkJson.read(line.get("link")),
                    stated.isString() ? Optional.of(LinkHash.ofBase64(stated.stringValue())) : Optional.empty());
        }
        return new Subject(LinkJson.read(line), Optional.empty());
    }

    private static void describe(List<SignatureCheck> checks, ArrayNode list) {
        for (SignatureCheck check : checks) {
            ObjectNode entry = list.addObject()
                    .put("valid", check.valid())
                    .put("covers", check.covers().name().toLowerCase(Locale.ROOT));
            check.key()
                    .ifPresent(key -> entry.put("spki-sha256", key.fingerprint().hex()));
            check.error().ifPresent(error -> entry.put("error", error));
        }
    }
}
