package io.traceconnector.search.query;

/**
 * Where in a request something stands.
 *
 * @param in the parameter's name, or a JSON pointer (RFC 6901) into the body
 * @param position characters into that text, from 0
 */
public record Spot(String in, int position) {

    /** A member or element below this one, which is a place in a body. */
    Spot below(String name) {
        return new Spot(in + "/" + name.replace("~", "~0").replace("/", "~1"), 0);
    }

    Spot below(int element) {
        return new Spot(in + "/" + element, 0);
    }
}
