package io.traceconnector.search;

import io.traceconnector.search.answer.FieldReport;
import io.traceconnector.search.answer.SearchResult;
import io.traceconnector.search.answer.SearchResult.Bucket;
import io.traceconnector.search.answer.SearchResult.Facet;
import io.traceconnector.search.answer.SearchResult.Hit;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkCodec;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers as JSON; the links' data goes out as it is stored, never through a tree. */
final class AnswerWriter {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private AnswerWriter() {}

    static void write(SearchResult result, OutputStream out) {
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("total", result.total());
            json.writeArrayPropertyStart("hits");
            result.hits().forEach(hit -> write(hit, json));
            json.writeEndArray();
            json.writeName("next");
            if (result.next().isPresent()) {
                json.writeString(result.next().get());
            } else {
                json.writeNull();
            }
            if (!result.facets().isEmpty()) {
                json.writeObjectPropertyStart("facets");
                result.facets().forEach((name, facet) -> write(name, facet, json));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    private static void write(Hit hit, JsonGenerator json) {
        json.writeStartObject();
        LinkCodec.writeMembers(hit.link().link(), json);
        JsonNode metadata = hit.link().link().metadata().tree();
        copy(metadata, "groupId", json);
        copy(metadata, "createdAt", json);
        json.writeArrayPropertyStart("organisations");
        hit.organisations().forEach(json::writeString);
        json.writeEndArray();
        json.writeName("metadata");
        json.writeRawValue(hit.link().link().metadata().text());
        json.writeName("data");
        json.writeRawValue(hit.link().data().text());
        hit.score().ifPresent(score -> json.writeNumberProperty("score", score));
        hit.matches().ifPresent(matches -> {
            json.writeObjectPropertyStart("matches");
            json.writeNumberProperty("count", matches.count());
            json.writeStringProperty("best", matches.best());
            json.writeEndObject();
        });
        if (!hit.highlights().isEmpty()) {
            json.writeObjectPropertyStart("highlights");
            hit.highlights().forEach((field, fragments) -> {
                json.writeArrayPropertyStart(field);
                fragments.forEach(json::writeString);
                json.writeEndArray();
            });
            json.writeEndObject();
        }
        hit.explanation().ifPresent(explanation -> json.writePOJOProperty("explanation", explanation));
        json.writeEndObject();
    }

    private static void copy(JsonNode metadata, String name, JsonGenerator json) {
        JsonNode value = metadata.get(name);
        if (value != null && (value.isString() || value.isNumber())) {
            json.writeStringProperty(name, value.asString());
        }
    }

    private static void write(String name, Facet facet, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        buckets("buckets", "value", facet.buckets(), json);
        json.writeNumberProperty("other", facet.other());
        json.writeEndObject();
    }

    private static void buckets(String name, String member, List<Bucket> buckets, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        for (Bucket bucket : buckets) {
            json.writeStartObject();
            json.writeStringProperty(member, bucket.value());
            json.writeNumberProperty("count", bucket.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void write(FieldReport report, OutputStream out) {
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("fields");
            report.fields().forEach((name, kinds) -> write(name, kinds, json));
            json.writeEndArray();
            json.writeNumberProperty("bound", report.bound());
            json.writeObjectPropertyStart("leftOut");
            buckets("fields", "name", report.leftOut(), json);
            json.writeBooleanProperty("more", report.moreLeftOut());
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void write(String name, Map<Kind, Long> kinds, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeObjectPropertyStart("types");
        kinds.forEach((kind, count) -> json.writeNumberProperty(kind.spelling(), count));
        json.writeEndObject();
        json.writeEndObject();
    }
}
