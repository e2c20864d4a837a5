package io.traceconnector.chainscript;

import java.security.Provider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the provider of each operation among those at hand. Who gives a wrong answer, or takes a wrong one for right, is out; of the
 * others the fastest serves. On near ties native code comes before the Java runtime, and that before BouncyCastle, which is not even loaded
 * for what native code does right. AES-GCM is not timed: the runtime's is the fastest once it is compiled, which a short trial would not
 * see. Takes some tenths of a second, most of it to load the providers. For one thread.
 */
public final class ProviderChoice {
    private final List<Candidate> candidates;
    private final SelfTest selfTest = new SelfTest();
    private final Set<Refusal> refusals = new LinkedHashSet<>();

    /** A provider that offers an operation and does it wrong. */
    public record Refusal(String provider, Operation operation) {}

    ProviderChoice(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    /** Among Amazon Corretto Crypto Provider where it loads, the Java runtime's own, and BouncyCastle. */
    public static ProviderChoice atHand() {
        List<Candidate> candidates = new ArrayList<>();
        Candidate.Native.amazon().ifPresent(candidates::add);
        candidates.add(new Candidate.JavaRuntime());
        candidates.add(new Candidate.Portable());
        return new ProviderChoice(candidates);
    }

    /** @throws IllegalStateException where no provider does an operation right */
    public Algorithms fastest() {
        Map<Operation, Provider> chosen = new LinkedHashMap<>();
        for (Operation operation : Operation.values()) {
            chosen.put(operation, fastest(operation));
        }
        return Algorithms.of(chosen);
    }

    /** Every provider that does an operation right, each by its name; loads them all. */
    public Map<String, Algorithms> passing(Operation operation) {
        Map<String, Algorithms> passing = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            tested(candidate, operation)
                    .ifPresent(provider -> passing.putIfAbsent(provider.getName(), Algorithms.preferring(provider)));
        }
        return passing;
    }

    /** The name of the provider with code for this kind of machine, where there is one. */
    public Optional<String> nativeProvider() {
        return candidates.stream()
                .filter(Candidate.Native.class::isInstance)
                .map(candidate -> ((Candidate.Native) candidate).provider().getName())
                .findFirst();
    }

    /** Those found so far. */
    public Set<Refusal> refusals() {
        return Collections.unmodifiableSet(refusals);
    }

    private Provider fastest(Operation operation) {
        List<Provider> passing = new ArrayList<>();
        boolean nativePasses = false;
        for (Candidate candidate : inOrder(operation)) {
            if (candidate instanceof Candidate.Portable && nativePasses) {
                continue;
            }
            Optional<Provider> tested = tested(candidate, operation);
            tested.ifPresent(passing::add);
            nativePasses |= tested.isPresent() && candidate instanceof Candidate.Native;
            if (operation == Operation.AES_GCM && tested.isPresent()) {
                return tested.get();
            }
        }
        if (passing.isEmpty()) {
            throw new IllegalStateException(
                    "no security provider of this Java runtime does " + operation.word() + " right");
        }
        return passing.get(Race.winner(passing.stream()
                .map(provider -> selfTest.exercise(operation, Algorithms.preferring(provider)))
                .toList()));
    }

    private List<Candidate> inOrder(Operation operation) {
        if (operation != Operation.AES_GCM) {
            return candidates;
        }
        List<Candidate> runtimeFirst = new ArrayList<>(candidates);
        runtimeFirst.sort(
                (a, b) -> Boolean.compare(b instanceof Candidate.JavaRuntime, a instanceof Candidate.JavaRuntime));
        return runtimeFirst;
    }

    private Optional<Provider> tested(Candidate candidate, Operation operation) {
        Optional<Provider> provider = candidate.provider(operation);
        if (provider.isPresent() && !selfTest.passes(operation, Algorithms.preferring(provider.get()))) {
            refusals.add(new Refusal(provider.get().getName(), operation));
            return Optional.empty();
        }
        return provider;
    }
}
