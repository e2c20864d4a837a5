package io.traceconnector.app.seal;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file as form data names it (trace-protocol section 5.6): whoever may read the data can have the file.
 *
 * @param size of the plaintext in bytes
 * @param key base64 of the AES-256 key; empty where the file is stored in clear
 * @param createdAt ISO 8601; others write other forms of it
 */
public record FileRecord(
        String digest, String name, String mimetype, long size, Optional<String> key, String createdAt) {

    /**
     * Looks for the record of a file, anywhere in form data: an object with at least digest, name, mimetype and size.
     *
     * @return the first one
     */
    public static Optional<FileRecord> find(JsonNode data, String digest) {
        if (data.isObject() && data.path("digest").asString("").equals(digest) && isRecord(data)) {
            return Optional.of(new FileRecord(
                    digest,
                    data.path("name").stringValue(),
                    data.path("mimetype").stringValue(),
                    data.path("size").asLong(),
                    Optional.of(data.path("key")).filter(JsonNode::isString).map(JsonNode::stringValue),
                    data.path("createdAt").asString("")));
        }
        for (JsonNode member : data) {
            Optional<FileRecord> found = find(member, digest);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isRecord(JsonNode data) {
        return data.path("name").isString()
                && data.path("mimetype").isString()
                && data.path("size").canConvertToLong();
    }

    /** For form data; holds the key. */
    public ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("digest", digest).put("name", name).put("mimetype", mimetype).put("size", size);
        key.ifPresent(text -> json.put("key", text));
        return json.put("createdAt", createdAt);
    }

    /** Names no key, and nothing that form data holds. */
    @Override
    public String toString() {
        return "FileRecord[" + digest + "]";
    }
}
