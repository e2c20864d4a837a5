package io.traceconnector.app.callers.policy;

import io.traceconnector.api.FieldRule;
import io.traceconnector.api.FieldRule.Effect;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValues;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.FormatException;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies data without what is hidden. A value that is denied goes with its name; data that is denied as a whole is {@code null}. Where several
 * rules concern a value the most hiding one counts, for what it holds as well: a value that would be hashed is masked where
 * something in it is masked or denied. Numbers keep their digits.
 */
final class Redaction {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String MASKED = "***";

    private final List<FieldRule> rules;
    private final WorkflowId workflow;
    private final FieldHash hash;

    /** @param rules that concern the workflow */
    Redaction(List<FieldRule> rules, WorkflowId workflow, FieldHash hash) {
        this.rules = rules;
        this.workflow = workflow;
        this.hash = hash;
    }

    /** Empty where the data cannot be read through. */
    Optional<Json> of(Json data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.utf8().length);
        try (JsonParser in = MAPPER.createParser(data.utf8())) {
            try (JsonGenerator copy = MAPPER.createGenerator(out)) {
                JsonToken first = in.nextToken();
                Optional<Effect> all = effect("");
                if (all.isPresent()) {
                    replace(in, all.get(), copy);
                } else {
                    copy(in, first, "", copy);
                }
            }
            return Optional.of(Json.of(out.toByteArray()));
        } catch (JacksonException | FormatException unreadable) {
            return Optional.empty();
        }
    }

    private void copy(JsonParser in, JsonToken token, String path, JsonGenerator out) {
        switch (token) {
            case START_OBJECT -> {
                out.writeStartObject();
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    member(in, path, out);
                }
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                for (JsonToken item = in.nextToken(); item != JsonToken.END_ARRAY; item = in.nextToken()) {
                    copy(in, item, path, out);
                }
                out.writeEndArray();
            }
            case VALUE_STRING -> out.writeString(in.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getString());
            case VALUE_TRUE, VALUE_FALSE -> out.writeBoolean(token == JsonToken.VALUE_TRUE);
            default -> out.writeNull();
        }
    }

    private void member(JsonParser in, String around, JsonGenerator out) {
        String name = in.currentName();
        String path = LinkValues.path(around, name);
        JsonToken value = in.nextToken();
        Optional<Effect> effect = effect(path);
        if (effect.filter(hidden -> hidden == Effect.DENY).isPresent()) {
            in.skipChildren();
            return;
        }
        out.writeName(name);
        if (effect.isPresent()) {
            replace(in, effect.get(), out);
        } else {
            copy(in, value, path, out);
        }
    }

    private void replace(JsonParser in, Effect effect, JsonGenerator out) {
        if (effect == Effect.HASH) {
            out.writeString(hash.of(canonical(in)));
            return;
        }
        in.skipChildren();
        if (effect == Effect.MASK) {
            out.writeString(MASKED);
        } else {
            out.writeNull();
        }
    }

    private byte[] canonical(JsonParser in) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        try (JsonGenerator copy = MAPPER.createGenerator(value)) {
            new Redaction(List.of(), workflow, hash).copy(in, in.currentToken(), "", copy);
        }
        return CanonicalJson.canonicalize(value.toByteArray());
    }

    private Optional<Effect> effect(String path) {
        String name = LinkValues.name(path);
        Optional<Effect> strongest = strongest(name, false);
        return strongest.filter(effect -> effect == Effect.HASH).isPresent()
                        && strongest(name, true).isPresent()
                ? Optional.of(Effect.MASK)
                : strongest;
    }

    /** @param inside whether rules about what the value holds are asked for, as far as these hide more than a hash */
    private Optional<Effect> strongest(String name, boolean inside) {
        return rules.stream()
                .filter(rule -> inside
                        ? rule.effect() != Effect.HASH
                                && (name.isEmpty() || rule.field().startsWith(name + "."))
                        : covers(rule, name))
                .map(FieldRule::effect)
                .min(Comparator.naturalOrder());
    }

    /** A bare value under the name {@code link} is meant by {@code data.link} too, as what stands below it is. */
    private boolean covers(FieldRule rule, String name) {
        return rule.covers(workflow, name) || (name.equals("link") && rule.covers(workflow, "data.link"));
    }
}
