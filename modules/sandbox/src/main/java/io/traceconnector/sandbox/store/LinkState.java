package io.traceconnector.sandbox.store;

import java.util.Arrays;
import java.util.Optional;

/** What a link does to its trace's ownership ({@code meta.process.state}). */
public enum LinkState {
    OWNED('O'),
    FREE('F'),
    PUSHING('>'),
    PULLING('<');

    private final char letter;

    LinkState(char letter) {
        this.letter = letter;
    }

    /** The state written so in a link; empty for any other text. */
    public static Optional<LinkState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.name().equals(text))
                .findFirst();
    }

    /** As it stands in the index file. */
    byte encode() {
        return (byte) letter;
    }

    static LinkState decode(byte encoded) throws DamagedException {
        for (LinkState state : values()) {
            if (state.letter == encoded) {
                return state;
            }
        }
        throw new DamagedException("the link index has a state " + encoded + ", which there is not");
    }
}
