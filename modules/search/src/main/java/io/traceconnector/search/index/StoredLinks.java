package io.traceconnector.search.index;

import io.traceconnector.api.Json;
import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads links back from the documents that were made of them. */
public final class StoredLinks {

    private StoredLinks() {}

    public static IndexedLink read(StoredFields stored, int document) throws IOException {
        Document fields = stored.document(document);
        Map<String, Place> places = new HashMap<>();
        for (Map.Entry<String, JsonNode> place : JsonMapper.shared()
                .readTree(bytes(fields, FieldNames.STORED_PLACES))
                .properties()) {
            JsonNode at = place.getValue();
            places.put(
                    place.getKey(),
                    new Place(
                            new TenantId(at.get("tenant").asString()),
                            at.get("cursor").asString()));
        }
        return new IndexedLink(
                fields.getField(FieldNames.SEQUENCE).numericValue().longValue(),
                places,
                LinkCodec.decode(
                        bytes(fields, FieldNames.STORED_LINK),
                        Json.of(bytes(fields, FieldNames.STORED_METADATA)),
                        Json.of(bytes(fields, FieldNames.STORED_DATA))));
    }

    private static byte[] bytes(Document fields, String name) {
        return BytesRef.deepCopyOf(fields.getBinaryValue(name)).bytes;
    }
}
