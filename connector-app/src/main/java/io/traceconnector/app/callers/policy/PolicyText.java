package io.traceconnector.app.callers.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file's YAML: at most 256 KiB, 20 levels, no aliases, no key twice. */
final class PolicyText {

    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 20;

    /**
     * @param revision tells one text from another: the first {@value #REVISION} hexadecimal digits of its SHA-256
     */
    record Content(Node root, String revision) {}

    private static final int REVISION = 12;

    private final PlaceProblems problems;
    private final LoadSettings settings;

    PolicyText(PlaceProblems problems) {
        this.problems = problems;
        this.settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setAllowNonScalarKeys(false)
                .build();
    }

    /** Empty where something was wrong, and told. */
    Optional<Content> read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A pipe would keep whoever opens it waiting.
            unusable(0, "is not a file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                unusable(0, "is larger than 256 KiB");
                return Optional.empty();
            }
            return compose(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString())
                    .map(root -> new Content(root, revision(bytes)));
        } catch (NoSuchFileException e) {
            unusable(0, "does not exist");
        } catch (CharacterCodingException e) {
            unusable(0, "is not UTF-8 text");
        } catch (IOException e) {
            unusable(0, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }

    private static String revision(byte[] text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, REVISION);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Optional<Node> compose(String text) {
        try {
            return isBounded(text)
                    ? new Compose(settings).composeString(text).or(() -> unusable(0, "is empty; begin with version: 1"))
                    : Optional.empty();
        } catch (MarkedYamlEngineException e) {
            return unusable(line(e.getProblemMark()), "is not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            return unusable(0, "is not valid YAML");
        }
    }

    /** Looks at the parts as they come: to make nodes of them costs a stack's frame a level. */
    private boolean isBounded(String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                case Alias -> {
                    unusable(line(event.getStartMark()), "must not use aliases; write it out");
                    return false;
                }
                default -> {
                    // scalars and documents add no level
                }
            }
            if (depth > MAX_DEPTH) {
                unusable(line(event.getStartMark()), "has more than " + MAX_DEPTH + " levels");
                return false;
            }
        }
        return true;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(-1) + 1;
    }

    private Optional<Node> unusable(int line, String message) {
        problems.add(line, "", message);
        return Optional.empty();
    }
}
