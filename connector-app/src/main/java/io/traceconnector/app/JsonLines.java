package io.traceconnector.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A verb for scripts: one JSON value a line in, one JSON line out for each, errors included. Lines may be as long as memory allows; one is
 * held at a time. Blank lines are passed over.
 */
final class JsonLines {

    /** Text that is not ASCII is escaped, so that lone surrogates survive. Numbers keep their digits. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonLines() {}

    /** Answers every line of the file, or of standard input. */
    static void answer(Optional<Path> file, PrintWriter out, Function<JsonNode, ObjectNode> verb) {
        try (InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : System.in;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    out.println(MAPPER.writeValueAsString(answer(line, verb)));
                }
            }
            out.flush();
        } catch (IOException e) {
            throw CommandException.unusable("the input cannot be read: " + e.getMessage());
        }
    }

    private static ObjectNode answer(String line, Function<JsonNode, ObjectNode> verb) {
        try {
            return verb.apply(MAPPER.readTree(line));
        } catch (LineException e) {
            return error(e.code(), String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            return error("not_json", "the line is not valid JSON");
        }
    }

    static ObjectNode error(String code, String message) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    /** A text member of a line. */
    static String text(JsonNode line, String member) {
        JsonNode value = line.get(member);
        if (value == null || !value.isString()) {
            throw new LineException("bad_line", "the line must be an object with the text member " + member);
        }
        return value.stringValue();
    }

    /** A member in base64. */
    static byte[] bytes(JsonNode line, String member) {
        try {
            return java.util.Base64.getDecoder().decode(text(line, member));
        } catch (IllegalArgumentException e) {
            throw new LineException("bad_base64", "the member " + member + " is not base64");
        }
    }
}
