package io.traceconnector.chainscript;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An expression of JMESPath (jmespath.org), without literals and functions. */
sealed interface Jmes {
    record Current() implements Jmes {}

    record Field(String name) implements Jmes {}

    record Index(int index) implements Jmes {}

    record Slice(Optional<Integer> start, Optional<Integer> stop, int step) implements Jmes {}

    /** The second of what the first gives: a dot, an index behind something, a pipe. */
    record Chain(Jmes first, Jmes second) implements Jmes {}

    /** Each element of a list, as {@code each} sees it, without nulls. */
    record Projection(Jmes list, Jmes each) implements Jmes {}

    record ValueProjection(Jmes object, Jmes each) implements Jmes {}

    record FilterProjection(Jmes list, Jmes condition, Jmes each) implements Jmes {}

    record Flatten(Jmes list) implements Jmes {}

    record SelectList(List<Jmes> elements) implements Jmes {}

    /** In the order of the text. */
    record SelectHash(Map<String, Jmes> members) implements Jmes {}

    record Or(Jmes left, Jmes right) implements Jmes {}

    record And(Jmes left, Jmes right) implements Jmes {}

    record Not(Jmes operand) implements Jmes {}

    record Compare(JmesToken.Kind operator, Jmes left, Jmes right) implements Jmes {}
}
