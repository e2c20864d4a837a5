package io.traceconnector.app.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML into nodes that know their lines. At most 1 MiB; no custom tags, no aliases that loop, no duplicate keys. */
final class ConfigFile {

    private static final int MAX_BYTES = 1024 * 1024;

    private final String name;
    private final Optional<Path> directory;
    private final List<ConfigProblem> problems;

    private ConfigFile(String name, Optional<Path> directory, List<ConfigProblem> problems) {
        this.name = name;
        this.directory = directory;
        this.problems = problems;
    }

    static ConfigNode.Mapping read(Path file, List<ConfigProblem> problems) {
        ConfigFile reader = new ConfigFile(
                file.toString(), Optional.ofNullable(file.toAbsolutePath().getParent()), problems);
        try {
            if (Files.size(file) > MAX_BYTES) {
                return reader.unusable(0, "is larger than 1 MiB");
            }
            return reader.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            return reader.unusable(0, "does not exist; name another with --config");
        } catch (MalformedInputException e) {
            return reader.unusable(0, "is not UTF-8 text");
        } catch (IOException e) {
            return reader.unusable(0, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** One value as it is written behind {@code --set key=}: YAML, so that lists and numbers can be given. */
    static ConfigNode value(String text, String origin, List<ConfigProblem> problems) {
        ConfigFile reader = new ConfigFile(origin, Optional.empty(), problems);
        return reader.compose(text).map(reader::convert).orElseGet(() -> reader.nothing(0));
    }

    private ConfigNode.Mapping parse(String text) {
        Optional<ConfigNode> root = compose(text).map(this::convert);
        if (root.isEmpty()) {
            return new ConfigNode.Mapping(Map.of(), origin(0));
        }
        if (root.get() instanceof ConfigNode.Mapping mapping) {
            return mapping;
        }
        return unusable(1, "must be a mapping of keys to values");
    }

    private Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(20)
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            // The problem without the snippet: the line itself may hold what somebody meant to keep secret.
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            unusable(line, "is not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            unusable(0, "is not valid YAML");
        }
        return Optional.empty();
    }

    private ConfigNode convert(Node node) {
        Origin origin = origin(node.getStartMark().map(Mark::getLine).orElse(-1) + 1);
        return switch (node) {
            case MappingNode mapping -> new ConfigNode.Mapping(members(mapping), origin);
            case SequenceNode sequence ->
                new ConfigNode.Sequence(
                        sequence.getValue().stream().map(this::convert).toList(), origin);
            case ScalarNode scalar ->
                new ConfigNode.Scalar(scalar.getValue(), Tag.NULL.equals(scalar.getTag()), origin);
            default -> nothing(origin.line());
        };
    }

    private Map<String, ConfigNode> members(MappingNode mapping) {
        Map<String, ConfigNode> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (members.put(key.getValue(), convert(tuple.getValueNode())) != null) {
                    unusable(
                            key.getStartMark().map(Mark::getLine).orElse(-1) + 1, "names " + key.getValue() + " twice");
                }
            } else {
                unusable(0, "has a key that is not text");
            }
        }
        return members;
    }

    private ConfigNode nothing(int line) {
        return new ConfigNode.Scalar("", true, origin(line));
    }

    private ConfigNode.Mapping unusable(int line, String message) {
        problems.add(new ConfigProblem("", origin(line).toString(), message));
        return new ConfigNode.Mapping(Map.of(), origin(line));
    }

    private Origin origin(int line) {
        return new Origin(name, line, directory);
    }

    /** Splits {@code a.b.c}; map keys that hold dots cannot be set this way. */
    static List<String> path(String dotted) {
        return new ArrayList<>(List.of(dotted.split("\\.", -1)));
    }
}
