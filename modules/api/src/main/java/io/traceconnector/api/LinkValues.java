package io.traceconnector.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values of a link's fields, by the names that {@link Condition} and {@link FieldRule} use. Data whose own path begins with {@code link.} is
 * named with {@code data.} before it; a value without any name around it has none. Numbers that no finite double is near to are left out. Data
 * is read when something depends on it. For one thread.
 */
public final class LinkValues {

    private static final String LINK = "link.";

    private final Map<String, List<Object>> values = new HashMap<>();
    private final Payload payload;
    private Optional<Boolean> readable = Optional.empty();

    private LinkValues(Segment link) {
        text("link.workflow", link.feed().workflow().value());
        text("link.action", link.action());
        text("link.state", link.state());
        link.tags().forEach(tag -> text("link.tags", tag));
        JsonNode metadata = link.metadata().tree();
        scalar(metadata, "groupId").ifPresent(group -> text("link.group", group));
        scalar(metadata, "createdByAccountId").ifPresent(account -> text("link.createdBy", account));
        this.payload = link.payload();
    }

    public static LinkValues of(Segment link) {
        return new LinkValues(link);
    }

    /** The name of a value of the data by its path: the names around it joined by dots. */
    public static String name(String path) {
        return path.startsWith(LINK) ? "data." + path : path;
    }

    /** The path of what stands under a name inside of what has a path. */
    public static String path(String around, String name) {
        return around.isEmpty() ? name : around + "." + name;
    }

    /** Whether the data is there and could be read through. */
    public boolean readable() {
        if (readable.isEmpty()) {
            readable = Optional.of(
                    switch (payload) {
                        case Payload.Opened(var data) -> read(data);
                        case Payload.Plain(var data) -> read(data);
                        case Payload.NotForUs _, Payload.Closed _ -> false;
                    });
        }
        return readable.get();
    }

    /** Of data that is not readable, some of the values. */
    public Collection<?> of(String field) {
        if (!field.startsWith(LINK)) {
            readable();
        }
        return values.getOrDefault(field, List.of());
    }

    /** Whether a condition holds; of data that is not readable, whether it holds whatever the data is. */
    public boolean pass(Condition condition) {
        if (certain(condition, true)) {
            return true;
        }
        return !certain(condition, false) && readable() && condition.holds(this::of);
    }

    private boolean certain(Condition condition, boolean holds) {
        return switch (condition) {
            case Condition.All(var parts) when holds -> parts.stream().allMatch(part -> certain(part, true));
            case Condition.All(var parts) -> parts.stream().anyMatch(part -> certain(part, false));
            case Condition.Any(var parts) when holds -> parts.stream().anyMatch(part -> certain(part, true));
            case Condition.Any(var parts) -> parts.stream().allMatch(part -> certain(part, false));
            case Condition.Not(var part) -> certain(part, !holds);
            case Condition.Present test -> certain(test, test.field(), holds);
            case Condition.OneOf test -> certain(test, test.field(), holds);
            case Condition.Is test -> certain(test, test.field(), holds);
            case Condition.Between test -> certain(test, test.field(), holds);
        };
    }

    private boolean certain(Condition test, String field, boolean holds) {
        return field.startsWith(LINK) && test.holds(this::of) == holds;
    }

    private boolean read(Json data) {
        try (JsonParser parser = JsonMapper.shared().createParser(data.utf8())) {
            read(parser, parser.nextToken(), "");
            return true;
        } catch (JacksonException unreadable) {
            return false;
        }
    }

    private void read(JsonParser parser, JsonToken token, String path) {
        switch (token) {
            case START_OBJECT -> {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String below = path(path, parser.currentName());
                    read(parser, parser.nextToken(), below);
                }
            }
            case START_ARRAY -> {
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    read(parser, item, path);
                }
            }
            case VALUE_STRING -> add(path, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> add(path, token == JsonToken.VALUE_TRUE);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path, parser.getDoubleValue());
            default -> {
                // null is no value
            }
        }
    }

    private void number(String path, double nearest) {
        if (Double.isFinite(nearest)) {
            add(path, nearest == 0 ? 0.0 : nearest);
        }
    }

    private void add(String path, Object value) {
        if (!path.isEmpty()) {
            put(name(path), value);
        }
    }

    private void text(String field, String text) {
        if (!text.isEmpty()) {
            put(field, text);
        }
    }

    private void put(String field, Object value) {
        values.computeIfAbsent(field, any -> new ArrayList<>(1)).add(value);
    }

    private static Optional<String> scalar(JsonNode metadata, String name) {
        return Optional.ofNullable(metadata.get(name))
                .filter(node -> node.isString() || node.isNumber())
                .map(JsonNode::asString);
    }
}
