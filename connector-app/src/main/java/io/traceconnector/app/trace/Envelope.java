package io.traceconnector.app.trace;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** The envelope of a GraphQL answer, {@code {"data","errors"}} (trace-protocol section 5.1), read as a stream. */
final class Envelope {

    /** The answer's own bound is the bound on its texts. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Envelope() {}

    /** Reads what stands under {@code data}. */
    interface DataReader<T> {

        /**
         * Reads a value and leaves the parser on its last token.
         *
         * @param data on the first token of the value; never a {@code null}
         * @param text what the parser reads
         * @throws TraceException for another shape
         */
        T read(JsonParser data, byte[] text);
    }

    /**
     * Reads an answer.
     *
     * @throws TraceException where the answer holds errors, no data, or another shape
     * @throws tools.jackson.core.JacksonException where it is not JSON
     */
    static <T> T read(byte[] text, DataReader<T> reader) {
        try {
            return parse(text, reader);
        } catch (TraceException e) {
            if (e.kind() == TraceException.Kind.MALFORMED) {
                // Errors explain data that is not as it should be.
                parse(text, (data, all) -> data.skipChildren());
            }
            throw e;
        }
    }

    private static <T> T parse(byte[] text, DataReader<T> reader) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new StreamReadException(parser, "an empty text");
            }
            Fields<T> fields = new Fields<>(text, reader);
            JsonFields.each(parser, "the answer", name -> fields.take(parser, name));
            if (parser.nextToken() != null) {
                throw new TraceException(TraceException.Kind.MALFORMED, "more follows the end of the answer");
            }
            return fields.result();
        }
    }

    /** What the envelope held; {@code errors} may come before or behind {@code data}. */
    private static final class Fields<T> {

        private final byte[] text;
        private final DataReader<T> reader;
        private Optional<T> data = Optional.empty();
        private Optional<TraceException> error = Optional.empty();

        private Fields(byte[] text, DataReader<T> reader) {
            this.text = text;
            this.reader = reader;
        }

        private void take(JsonParser parser, String name) {
            if (name.equals("errors") && parser.hasToken(JsonToken.START_ARRAY)) {
                error = GraphqlErrors.read(parser);
            } else if (name.equals("data") && error.isEmpty() && !parser.hasToken(JsonToken.VALUE_NULL)) {
                data = Optional.of(reader.read(parser, text));
            } else {
                parser.skipChildren();
            }
        }

        private T result() {
            if (error.isPresent()) {
                throw error.get();
            }
            return data.orElseThrow(
                    () -> new TraceException(TraceException.Kind.MALFORMED, "the answer has neither data nor errors"));
        }
    }
}
