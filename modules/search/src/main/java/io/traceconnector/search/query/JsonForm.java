package io.traceconnector.search.query;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the members of a JSON object strictly: what is unknown or of another type is refused, with its place and what to write. */
public final class JsonForm {

    private final JsonNode node;
    private final Spot spot;

    private JsonForm(JsonNode node, Spot spot) {
        this.node = node;
        this.spot = spot;
    }

    /** @throws io.traceconnector.api.ProblemException 400 {@code bad_query} when it is no object, or has members that are not named */
    public static JsonForm of(JsonNode node, Spot spot, Set<String> members) {
        if (!node.isObject()) {
            throw BadQuery.at(spot, "an object must stand here", "{…}");
        }
        for (String name : node.propertyNames()) {
            if (!members.contains(name)) {
                throw BadQuery.at(
                        spot.below(name),
                        "'" + BadQuery.shorten(name) + "' is not known here",
                        Spelling.closest(name, members)
                                .orElse(String.join(
                                        ", ", members.stream().sorted().toList())));
            }
        }
        return new JsonForm(node, spot);
    }

    public static JsonForm root(JsonNode node, Set<String> members) {
        return of(node, new Spot("", 0), members);
    }

    public Spot spot() {
        return spot;
    }

    public Spot spot(String name) {
        return spot.below(name);
    }

    public boolean has(String name) {
        return node.has(name) && !node.get(name).isNull();
    }

    public JsonNode require(String name) {
        if (!has(name)) {
            throw BadQuery.at(spot, "'" + name + "' is missing", "{\"" + name + "\": …}");
        }
        return node.get(name);
    }

    public String text(String name) {
        return scalar(require(name), spot.below(name));
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** The text of a text, a number or a boolean. */
    static String scalar(JsonNode value, Spot spot) {
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            throw BadQuery.at(spot, "a text or a number must stand here", "\"…\"");
        }
        return value.asString();
    }

    public boolean flag(String name, boolean fallback) {
        if (!has(name)) {
            return fallback;
        }
        if (!node.get(name).isBoolean()) {
            throw BadQuery.at(spot.below(name), "true or false must stand here", "true");
        }
        return node.get(name).asBoolean();
    }

    public int number(String name, int fallback, int least, int most) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            throw BadQuery.at(
                    spot.below(name), "a whole number from " + least + " to " + most + " must stand here", "" + most);
        }
        return value.asInt();
    }

    /** The elements of an array; empty where the member is left out. */
    public List<JsonNode> list(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = node.get(name);
        if (!value.isArray() || value.size() > most) {
            throw BadQuery.at(spot.below(name), "a list of at most " + most + " elements must stand here", "[…]");
        }
        return List.copyOf((Collection<JsonNode>) value.values());
    }

    /** The member's value as one of the given names, in lower case. */
    public Optional<String> choice(String name, Set<String> choices) {
        Optional<String> value = optionalText(name);
        if (value.isPresent() && !choices.contains(value.get())) {
            throw BadQuery.at(
                    spot.below(name),
                    "one of " + choices.stream().sorted().toList() + " must stand here",
                    Spelling.closest(value.get(), choices)
                            .orElse(choices.stream().sorted().findFirst().orElse("")));
        }
        return value;
    }
}
