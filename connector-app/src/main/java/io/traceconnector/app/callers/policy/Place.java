package io.traceconnector.app.callers.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a policy file, and where it stands. What is not as it should be is told, and read as if it were not there. */
record Place(String name, Node node, PlaceProblems problems) {

    void problem(String message) {
        problems.add(node.getStartMark().map(Mark::getLine).orElse(-1) + 1, name, message);
    }

    /** Members by name; those that are not known are told. */
    Map<String, Place> members(String... known) {
        Map<String, Place> members = members();
        members.forEach((key, member) -> {
            if (!Arrays.asList(known).contains(key)) {
                member.problem("unknown key; known here: " + String.join(", ", known));
            }
        });
        return members;
    }

    Map<String, Place> members() {
        Map<String, Place> members = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem("must be a mapping of keys to values");
            return members;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem("has a key that is not text");
            } else {
                String below = name.isEmpty() ? key.getValue() : name + "." + key.getValue();
                Place member = new Place(below, tuple.getValueNode(), problems);
                if (members.put(key.getValue(), member) != null) {
                    member.problem("is there twice");
                }
            }
        }
        return members;
    }

    List<Place> items() {
        if (!(node instanceof SequenceNode sequence)) {
            problem("must be a list");
            return List.of();
        }
        List<Place> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Place(name + "[" + items.size() + "]", item, problems));
        }
        return items;
    }

    /** A text, never empty. */
    Optional<String> text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return Optional.of(scalar.getValue());
        }
        problem("must be a text");
        return Optional.empty();
    }

    /** One text or a list of them, never an empty one. */
    List<String> texts() {
        List<Place> each = node instanceof SequenceNode ? items() : List.of(this);
        if (each.isEmpty()) {
            problem("must name at least one");
        }
        return each.stream().flatMap(item -> item.text().stream()).toList();
    }

    /** A member that has to be there. */
    Optional<Place> required(Map<String, Place> members, String key) {
        Optional<Place> member = Optional.ofNullable(members.get(key));
        if (member.isEmpty()) {
            problem(key + " is missing");
        }
        return member;
    }
}
