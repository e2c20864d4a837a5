package io.traceconnector.app.callers;

import java.util.List;

/**
 * Who asks for a token, as far as a token can be bound to them.
 *
 * @param wanted to what the token is to be bound
 * @param held all that the sender has shown to hold
 * @param proof to be used up when a token is given for it
 */
public record Sender(Binding wanted, List<Binding> held, Once proof) {

    public Sender {
        held = List.copyOf(held);
    }

    /** Of whom nothing is known: it is given tokens for whoever holds them. */
    public static Sender unknown() {
        return new Sender(new Binding.None(), List.of(), () -> {});
    }

    public boolean holds(Binding binding) {
        return binding instanceof Binding.None || held.contains(binding);
    }

    /** To what a token is bound that is given for one that is bound so: never to less. */
    public Binding wanted(Binding before) {
        return before instanceof Binding.None ? wanted : before;
    }

    /** What counts once. */
    public interface Once {

        /** @throws UnprovenException where it was used before, or no more can be remembered */
        void use();
    }
}
