package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the keys of all organisations, from files and from custodians; every problem is found in one go. */
final class KeyLoading {

    private final Algorithms algorithms;
    private final Slots slots;
    private final Map<String, Custodian> custodians;

    KeyLoading(Algorithms algorithms, Slots slots, Map<String, Custodian> custodians) {
        this.algorithms = algorithms;
        this.slots = slots;
        this.custodians = Map.copyOf(custodians);
    }

    /** @throws KeysException with every problem; what was loaded is wiped then */
    Map<OrganisationId, LoadedKeys> load(Map<OrganisationId, OrganisationConfig> organisations) {
        Map<OrganisationId, LoadedKeys> loaded = new LinkedHashMap<>();
        List<KeyProblem> problems = new ArrayList<>();
        organisations.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> new OfOne(entry.getKey(), problems)
                        .load(entry.getValue())
                        .ifPresent(keys -> loaded.put(entry.getKey(), keys)));
        if (!problems.isEmpty()) {
            loaded.values().forEach(LoadedKeys::close);
            throw new KeysException(problems);
        }
        return loaded;
    }

    /** @throws CustodyException where the place gives no decryption key */
    List<Found> unwrappers(KeyPlace place) {
        return switch (place) {
            case KeyPlace.Elsewhere(String name, KeyName key) ->
                List.of(new Found(place.toString(), custodian(name).decryptionKey(key)));
            case KeyPlace.InFile file -> List.of(local(file.toString(), KeyFileReader.read(file)));
            case KeyPlace.InDirectory directory ->
                KeyFileReader.read(directory).entrySet().stream()
                        .map(entry -> local(entry.getKey().toString(), entry.getValue()))
                        .toList();
        };
    }

    private SigningKey signingKey(KeyPlace place) {
        return switch (place) {
            case KeyPlace.Elsewhere(String name, KeyName key) -> custodian(name).signingKey(key);
            case KeyPlace.InFile file ->
                new LocalSigningKey(KeyFileReader.read(file), new MessageSignatures(algorithms), slots);
            case KeyPlace.InDirectory _ ->
                throw new CustodyException(
                        KeyProblem.Code.KEY_AMBIGUOUS,
                        "a signing key is one key; name its file instead of a directory");
        };
    }

    private Found local(String where, PrivateKeyPem pem) {
        if (pem.type() != KeyType.RSA) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_TYPE_UNSUITABLE, "a decryption key must be RSA; this one is " + pem.type());
        }
        return new Found(where, new LocalUnwrapper(pem, algorithms, slots));
    }

    private Custodian custodian(String name) {
        Custodian custodian = custodians.get(name);
        if (custodian == null) {
            throw new CustodyException(
                    KeyProblem.Code.CUSTODIAN_UNKNOWN, "neither hsms nor vaults has an entry " + name);
        }
        return custodian;
    }

    /** The keys of one organisation. */
    private final class OfOne {

        private final OrganisationId organisation;
        private final List<KeyProblem> problems;
        private final List<DecryptionKey> keys = new ArrayList<>();
        private final Map<KeyId, Unwrapper> unwrappers = new LinkedHashMap<>();

        private OfOne(OrganisationId organisation, List<KeyProblem> problems) {
            this.organisation = organisation;
            this.problems = problems;
        }

        private Optional<LoadedKeys> load(OrganisationConfig config) {
            for (KeySource source : config.decryptionKeys()) {
                attempt(source, () -> unwrappers(source.place())).ifPresent(found -> found.forEach(this::add));
            }
            Optional<LoadedKeys> loaded = attempt(
                            config.signingKey(),
                            () -> signingKey(config.signingKey().place()))
                    .map(signing -> new LoadedKeys(keys, unwrappers, signing));
            if (loaded.isEmpty()) {
                unwrappers.values().forEach(Unwrapper::close);
            }
            return loaded;
        }

        private void add(Found found) {
            DecryptionKey key = DecryptionKey.of(found.unwrapper().publicKey());
            if (unwrappers.putIfAbsent(key.id(), found.unwrapper()) == null) {
                keys.add(key);
            } else {
                found.unwrapper().close();
                problems.add(new KeyProblem(
                        organisation,
                        found.where(),
                        KeyProblem.Code.KEY_DUPLICATE,
                        "the same key is listed before; remove one of them"));
            }
        }

        private <T> Optional<T> attempt(KeySource source, java.util.function.Supplier<T> loading) {
            try {
                return Optional.of(loading.get());
            } catch (CustodyException e) {
                problems.add(new KeyProblem(organisation, source.toString(), e.code(), String.valueOf(e.getMessage())));
                return Optional.empty();
            }
        }
    }

    /** A key where it was found. */
    record Found(String where, Unwrapper unwrapper) {}
}
