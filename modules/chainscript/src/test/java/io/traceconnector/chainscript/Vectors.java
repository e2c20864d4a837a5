package io.traceconnector.chainscript;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;

/** Cases that other implementations made. */
final class Vectors {
    private Vectors() {}

    static JsonNode load(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file))) {
            return Json.tree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One argument set a case, named by its place and these members. */
    static Stream<Arguments> cases(String file, String list, String... naming) {
        JsonNode cases = load(file).path(list);
        return StreamSupport.stream(cases.spliterator(), false).map(node -> {
            String name = Stream.of(naming)
                    .map(member -> node.path(member).asString("-"))
                    .collect(Collectors.joining(" "));
            return argumentSet(name.isBlank() ? node.toString() : name.strip(), node);
        });
    }

    static JsonNode key(String name) {
        for (JsonNode key : load("keys.json").path("keys")) {
            if (key.path("name").stringValue().equals(name)) {
                return key;
            }
        }
        throw new IllegalArgumentException(name);
    }

    static PrivateKeyPem privateKey(String name) {
        return PrivateKeyPem.parse(ascii(key(name).path("privatePem").stringValue()));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] base64(JsonNode node) {
        return Base64.getDecoder().decode(node.stringValue());
    }
}
