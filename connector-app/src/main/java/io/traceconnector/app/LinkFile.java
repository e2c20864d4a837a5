package io.traceconnector.app;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.Verification;
import io.traceconnector.api.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A link out of a file, in the form of {@code GET /api/v1/links/{hash}}, as far as policies look at it: {@code workflow}, {@code action},
 * {@code state}, {@code tags}, {@code metadata}, {@code data}. Without data it is one that is closed. At most 16 MiB.
 */
final class LinkFile {

    private static final long MAX_BYTES = 16L << 20;
    private static final String NO_HASH = "0".repeat(64);

    private LinkFile() {}

    static Segment read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw CommandException.unusable(file + " is larger than 16 MiB");
            }
            return link(JsonLines.MAPPER.readTree(Files.readAllBytes(file)), file);
        } catch (IOException e) {
            throw CommandException.unusable(
                    file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (JacksonException e) {
            throw CommandException.unusable(file + " is not JSON");
        }
    }

    private static Segment link(JsonNode json, Path file) {
        String workflow = json.path("workflow").asString("");
        if (workflow.isBlank() || workflow.length() > 64) {
            throw CommandException.unusable(file + " names no workflow; save a link from GET /api/v1/links/{hash}");
        }
        Payload payload = json.has("data")
                ? new Payload.Opened(Json.of(json.get("data")))
                : new Payload.Closed(Payload.Reason.UNDECRYPTABLE);
        return new Segment(
                new Feed(new OrganisationId("example"), new WorkflowId(workflow)),
                Optional.empty(),
                new LinkHash(NO_HASH),
                new TraceId("example"),
                Optional.empty(),
                1,
                json.path("action").asString(""),
                json.path("state").asString(""),
                StreamSupport.stream(json.path("tags").spliterator(), false)
                        .map(JsonNode::asString)
                        .toList(),
                List.of(),
                Json.of(json.path("metadata").isObject() ? json.get("metadata") : JsonLines.MAPPER.createObjectNode()),
                payload,
                new Verification(false, List.of(), Verification.Parent.UNCHECKED));
    }
}
