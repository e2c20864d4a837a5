package io.traceconnector.chainscript;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The readers of JSON and their bounds. */
final class Json {
    /** Deeper input is refused: no form comes near, and recursion must end. */
    static final int MAX_DEPTH = 500;

    /** Digits of a number; longer ones are refused. */
    static final int MAX_NUMBER_LENGTH = 100_000;

    private static final long UNKNOWN = -1;
    private static final char REPLACEMENT = '\uFFFD';

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** One value and nothing behind it; decimals keep every digit, the last of two equal keys counts. */
    static JsonNode tree(String text) {
        return reading(() -> {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new FormatException("json-malformed", "empty JSON text", 0);
            }
            return node;
        });
    }

    /** Like {@link #tree(String)}; bytes that are not strict UTF-8 are refused. */
    static JsonNode tree(byte[] utf8) {
        return tree(utf8(utf8));
    }

    static String utf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // What is no UTF-8 became that character; only where there is one the decoder has to tell, which takes longer.
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FormatException("json-malformed", "JSON text that is not UTF-8");
        }
    }

    /** The parser's own messages quote the input, so only the place is kept of them. */
    static <T> T reading(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? UNKNOWN : e.getLocation().getCharOffset();
            if (offset < 0 && e.getLocation() != null) {
                offset = e.getLocation().getByteOffset();
            }
            throw new FormatException("json-malformed", "malformed JSON", offset);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new FormatException("json-number", "a JSON number beyond what is handled");
        }
    }
}
