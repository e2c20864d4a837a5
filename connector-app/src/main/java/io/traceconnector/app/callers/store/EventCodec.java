package io.traceconnector.app.callers.store;

import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.journal.JournalDamagedException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Events that belong together as the content of a frame: a JSON array. */
final class EventCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(TenantKind.class, new KindReader()))
            .build();
    private static final TypeReference<List<Event>> EVENTS = new TypeReference<>() {};

    private EventCodec() {}

    static byte[] content(List<Event> events) {
        return MAPPER.writerFor(EVENTS).writeValueAsBytes(events);
    }

    /** @throws JournalDamagedException where it was not written by this version */
    static List<Event> events(byte[] content) {
        try {
            return MAPPER.readValue(content, EVENTS);
        } catch (JacksonException e) {
            throw new JournalDamagedException("events of the callers' store were not written by this version", e);
        }
    }

    /** A tenant that was kept before there were kinds is of production. */
    private static final class KindReader extends ValueDeserializer<TenantKind> {

        @Override
        public TenantKind deserialize(JsonParser parser, DeserializationContext context) {
            String name = parser.getString();
            try {
                return TenantKind.of(name);
            } catch (IllegalArgumentException e) {
                return (TenantKind) context.handleWeirdStringValue(TenantKind.class, name, "no kind of tenant");
            }
        }

        @Override
        public TenantKind getAbsentValue(DeserializationContext context) {
            return TenantKind.PRODUCTION;
        }
    }
}
