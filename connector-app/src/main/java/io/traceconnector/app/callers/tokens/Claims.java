package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.JwtForm;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Reads a token's claims; one that has another type than it should is refused, never passed over. */
record Claims(JwtForm token) {

    /** More are not read. */
    private static final int MOST = 256;

    private static final int LONGEST = 512;

    /** @throws RefusedTokenException where it is missing, or no text of 1 to 512 characters */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> new RefusedTokenException("The token needs " + name + "."));
    }

    /** @throws RefusedTokenException where it is there, and no text of 1 to 512 characters */
    Optional<String> optionalText(String name) {
        JsonNode value = token.claims().path(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(text(name, value));
    }

    UUID uuid(String name) {
        return uuid(name, text(name));
    }

    long number(String name) {
        JsonNode value = token.claims().path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw malformed(name);
        }
        return value.longValue();
    }

    /** The texts of a list; empty where the claim is missing. */
    Optional<Set<String>> texts(String name) {
        JsonNode value = token.claims().path(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(texts(name, value));
    }

    /** Lists of texts by id of a space. */
    Map<UUID, Set<String>> spaces(String name) {
        JsonNode value = token.claims().path(name);
        if (!value.isObject() || value.size() > MOST) {
            throw malformed(name);
        }
        Map<UUID, Set<String>> spaces = new TreeMap<>();
        value.properties().forEach(entry -> spaces.put(uuid(name, entry.getKey()), texts(name, entry.getValue())));
        return spaces;
    }

    /**
     * The one audience of the token, as a text or as a list of one: of several, each could use the token with the others.
     *
     * @throws RefusedTokenException where there is none, or more than one
     */
    String onlyAudience() {
        JsonNode value = token.claims().path("aud");
        return text("aud", value.isArray() && value.size() == 1 ? value.get(0) : value);
    }

    private static Set<String> texts(String name, JsonNode value) {
        if (!value.isArray() || value.size() > MOST) {
            throw malformed(name);
        }
        Set<String> texts = new LinkedHashSet<>();
        value.values().forEach(item -> texts.add(text(name, item)));
        return texts;
    }

    private static UUID uuid(String name, String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
            throw malformed(name);
        } catch (IllegalArgumentException e) {
            throw malformed(name);
        }
    }

    private static String text(String name, JsonNode value) {
        if (!value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > LONGEST
                || value.stringValue().chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw malformed(name);
        }
        return value.stringValue();
    }

    private static RefusedTokenException malformed(String name) {
        return new RefusedTokenException("The token's " + name + " is missing or malformed.");
    }

    @Override
    public String toString() {
        return "Claims";
    }
}
