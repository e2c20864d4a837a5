package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.store.Rotation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an administrator orders: an object whose members have types. An empty body is an object without members. */
final class IdentityBody {

    private final ObjectNode object;

    private IdentityBody(ObjectNode object) {
        this.object = object;
    }

    /** @throws ProblemException 400 where it is no object, or has other members */
    static IdentityBody of(Call call, String... members) {
        byte[] body = call.body().length == 0 ? new byte[] {'{', '}'} : call.body();
        ObjectNode object = StrictJson.object(body);
        StrictJson.requireKnown(object, Set.of(members), "the body");
        return new IdentityBody(object);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> StrictJson.malformed(name + " must be a text."));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isString()) {
            throw StrictJson.malformed(name + " must be a text.");
        }
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    boolean isNull(String name) {
        return object.path(name).isNull();
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw StrictJson.malformed(name + " must be true or false.");
        }
        return value.booleanValue(false);
    }

    /** What a rotation of secrets is asked for with. */
    static Rotation rotation(Call call) {
        IdentityBody body = of(call, "grace", "notBefore", "revokeIssued");
        return new Rotation(body.duration("grace"), body.time("notBefore"), body.flag("revokeIssued"));
    }

    private Optional<Instant> time(String name) {
        try {
            return optionalText(name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw StrictJson.malformed(name + " must be a time such as 2027-01-31T06:00:00Z.");
        }
    }

    /** As ISO 8601 writes it; nothing where it is left out. */
    Duration duration(String name) {
        try {
            return optionalText(name).map(Duration::parse).orElse(Duration.ZERO);
        } catch (DateTimeException e) {
            throw StrictJson.malformed(name + " must be a duration such as PT24H.");
        }
    }

    Set<String> texts(String name) {
        return texts(object.path(name), name);
    }

    /** From where somebody who is made may be used; from everywhere where it is left out. */
    List<String> networks() {
        return List.copyOf(texts("networks"));
    }

    /** From where somebody may be used from now on: never what is left out, which would let everybody in. */
    static List<String> limit(Call call) {
        return of(call, "networks")
                .optionalTexts("networks")
                .map(List::copyOf)
                .orElseThrow(() -> StrictJson.malformed("networks must be an array of texts."));
    }

    Optional<Set<String>> optionalTexts(String name) {
        return object.has(name) ? Optional.of(texts(name)) : Optional.empty();
    }

    /** Texts by what a key stands for. */
    <K> Map<K, Set<String>> textsBy(String name, Function<String, K> key) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw StrictJson.malformed(name + " must be an object.");
        }
        Map<K, Set<String>> all = new LinkedHashMap<>();
        value.properties().forEach(entry -> all.put(id(entry.getKey(), key), texts(entry.getValue(), name)));
        return all;
    }

    List<IdentityBody> items(String name, String... members) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !(value.isArray() && value.valueStream().allMatch(JsonNode::isObject))) {
            throw StrictJson.malformed(name + " must be an array of objects.");
        }
        return value.valueStream()
                .map(item -> {
                    StrictJson.requireKnown((ObjectNode) item, Set.of(members), name);
                    return new IdentityBody((ObjectNode) item);
                })
                .toList();
    }

    /** A member that is an object, as it was written. */
    Optional<String> json(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw StrictJson.malformed(name + " must be an object.");
        }
        return value.isObject() ? Optional.of(value.toString()) : Optional.empty();
    }

    static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("an id must be a UUID");
        }
        return UUID.fromString(text);
    }

    /** @throws ProblemException 400 where the text is none of its type */
    static <T> T id(String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw StrictJson.malformed(e.getMessage() + ".");
        }
    }

    private static Set<String> texts(JsonNode value, String name) {
        if (!value.isMissingNode() && !(value.isArray() && value.valueStream().allMatch(JsonNode::isString))) {
            throw StrictJson.malformed(name + " must be an array of texts.");
        }
        Set<String> texts = new LinkedHashSet<>();
        value.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }
}
