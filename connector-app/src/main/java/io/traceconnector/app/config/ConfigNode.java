package io.traceconnector.app.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value of the configuration with the place where it was written. */
sealed interface ConfigNode {

    Origin origin();

    /** Text, a number or a boolean, as written; {@code isNull} where nothing was written. */
    record Scalar(String text, boolean isNull, Origin origin) implements ConfigNode {}

    record Sequence(List<ConfigNode> items, Origin origin) implements ConfigNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(Map<String, ConfigNode> members, Origin origin) implements ConfigNode {

        /** This mapping with one value replaced or added. */
        Mapping with(String name, ConfigNode value) {
            var changed = new java.util.LinkedHashMap<>(members);
            changed.put(name, value);
            return new Mapping(changed, origin);
        }

        /** This mapping without one value. */
        Mapping without(String name) {
            return new Mapping(
                    members.entrySet().stream()
                            .filter(member -> !member.getKey().equals(name))
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, java.util.LinkedHashMap::new)),
                    origin);
        }
    }
}
