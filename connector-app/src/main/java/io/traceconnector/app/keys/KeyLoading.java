package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Loads the keys of all organisations, from files and from custodians; every problem is found in one go. */
final class KeyLoading {

    private final KeyFileReader files;
    private final Algorithms algorithms;
    private final Slots slots;
    private final Map<String, Custodian> custodians;

    KeyLoading(KeyFileReader files, Algorithms algorithms, Slots slots, Map<String, Custodian> custodians) {
        this.files = files;
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

    /**
     * Hands over every decryption key of a place, to be loaded at once.
     *
     * @param receiver of where the key is, and what loads it or throws a {@link CustodyException}
     * @throws CustodyException where the place itself cannot be used
     */
    void each(KeyPlace place, BiConsumer<KeyPlace, Supplier<Unwrapper>> receiver) {
        switch (place) {
            case KeyPlace.Elsewhere(String name, KeyName key) ->
                receiver.accept(place, () -> custodian(name).decryptionKey(key));
            case KeyPlace.InFile file -> receiver.accept(file, () -> local(files.read(file)));
            case KeyPlace.InDirectory directory -> {
                try (KeyPassphrase passphrase = new KeyPassphrase(directory.passphrase(), files.access())) {
                    for (Path file : new KeyDirectory(directory.directory(), files).files()) {
                        KeyPlace.InFile inside = new KeyPlace.InFile(file, directory.passphrase(), Optional.empty());
                        receiver.accept(inside, () -> local(files.read(inside, passphrase)));
                    }
                }
            }
        }
    }

    /** @throws CustodyException where the place gives no signing key */
    SigningKey signingKey(KeyPlace place) {
        return switch (place) {
            case KeyPlace.Elsewhere(String name, KeyName key) -> custodian(name).signingKey(key);
            case KeyPlace.InFile file ->
                new LocalSigningKey(files.read(file), new MessageSignatures(algorithms), slots);
            case KeyPlace.InDirectory _ ->
                throw new CustodyException(
                        KeyProblem.Code.KEY_AMBIGUOUS,
                        "a signing key is one key; name its file instead of a directory");
        };
    }

    private Unwrapper local(PrivateKeyPem pem) {
        if (pem.type() != KeyType.RSA) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_TYPE_UNSUITABLE, "a decryption key must be RSA; this one is " + pem.type());
        }
        return new LocalUnwrapper(pem, algorithms, slots);
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
        private final List<SigningKey> tokenKeys = new ArrayList<>();

        private OfOne(OrganisationId organisation, List<KeyProblem> problems) {
            this.organisation = organisation;
            this.problems = problems;
        }

        private Optional<LoadedKeys> load(OrganisationConfig config) {
            config.decryptionKeys().forEach(source -> attempt(source.place(), () -> addAll(source.place())));
            config.tokenKeys().stream()
                    .map(KeySource::place)
                    .forEach(
                            place -> attempt(place, () -> signingKey(place)).ifPresent(key -> addTokenKey(place, key)));
            KeyPlace signingPlace = config.signingKey().place();
            Optional<LoadedKeys> loaded = attempt(signingPlace, () -> signingKey(signingPlace))
                    .map(signing -> new LoadedKeys(keys, unwrappers, signing, tokenKeys));
            if (loaded.isEmpty()) {
                unwrappers.values().forEach(Unwrapper::close);
                tokenKeys.forEach(SigningKey::retire);
            }
            return loaded;
        }

        private void addTokenKey(KeyPlace where, SigningKey key) {
            if (tokenKeys.stream().noneMatch(other -> Arrays.equals(other.publicKeyPem(), key.publicKeyPem()))) {
                tokenKeys.add(key);
            } else {
                key.retire();
                duplicate(where);
            }
        }

        /** How many the place holds. */
        private int addAll(KeyPlace place) {
            int before = keys.size();
            each(place, (where, key) -> attempt(where, key).ifPresent(found -> add(where, found)));
            return keys.size() - before;
        }

        private void add(KeyPlace where, Unwrapper unwrapper) {
            DecryptionKey key = DecryptionKey.of(unwrapper.publicKey());
            if (unwrappers.putIfAbsent(key.id(), unwrapper) == null) {
                keys.add(key);
            } else {
                unwrapper.close();
                duplicate(where);
            }
        }

        private void duplicate(KeyPlace where) {
            problems.add(new KeyProblem(
                    organisation,
                    where.toString(),
                    KeyProblem.Code.KEY_DUPLICATE,
                    "the same key is listed before; remove one of them"));
        }

        private <T> Optional<T> attempt(KeyPlace where, Supplier<T> loading) {
            try {
                return Optional.of(loading.get());
            } catch (CustodyException e) {
                problems.add(new KeyProblem(organisation, where.toString(), e.code(), String.valueOf(e.getMessage())));
                return Optional.empty();
            }
        }
    }
}
