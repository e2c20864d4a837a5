package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the keys of organisations; one is used once. */
final class PemKeys {

    private final Optional<Provider> provider;
    private final Slots slots;
    private final MessageSignatures signatures;
    private final KeyLoader loader = new KeyLoader();
    private final List<PrivateKey> privateKeys = new ArrayList<>();

    PemKeys(Optional<Provider> provider, Slots slots) {
        this.provider = provider;
        this.slots = slots;
        this.signatures =
                new MessageSignatures(provider.map(Algorithms::preferring).orElseGet(Algorithms::platform));
    }

    Map<OrganisationId, LoadedKeys> load(Map<OrganisationId, OrganisationConfig> organisations) {
        Map<OrganisationId, LoadedKeys> loaded = new LinkedHashMap<>();
        organisations.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        load(entry.getKey(), entry.getValue()).ifPresent(keys -> loaded.put(entry.getKey(), keys)));
        if (!loader.problems().isEmpty()) {
            throw new KeysException(loader.problems());
        }
        return Map.copyOf(loaded);
    }

    /** Every private key that was loaded, to be wiped in the end. */
    List<PrivateKey> privateKeys() {
        return List.copyOf(privateKeys);
    }

    private Optional<LoadedKeys> load(OrganisationId organisation, OrganisationConfig config) {
        List<DecryptionKey> keys = new ArrayList<>();
        Map<KeyId, RsaUnwrapper> unwrappers = new LinkedHashMap<>();
        for (KeyFile file : config.decryptionKeys()) {
            decryptionKey(organisation, file).ifPresent(pem -> {
                DecryptionKey key = describe(pem);
                RsaUnwrapper unwrapper = new RsaUnwrapper(pem.key(), key.modulusBytes(), provider);
                if (unwrappers.putIfAbsent(key.id(), unwrapper) != null) {
                    loader.problem(
                            organisation,
                            file.file(),
                            KeyProblem.Code.KEY_DUPLICATE,
                            "the same key is listed before; remove one of them");
                }
                keys.add(key);
            });
        }
        return loader.load(organisation, config.signingKey())
                .map(this::keep)
                .map(pem -> new LoadedKeys(keys, unwrappers, new PemSigningKey(signatures.signer(pem), slots)));
    }

    private Optional<PrivateKeyPem> decryptionKey(OrganisationId organisation, KeyFile file) {
        Optional<PrivateKeyPem> pem = loader.load(organisation, file).map(this::keep);
        if (pem.isPresent() && pem.get().type() != KeyType.RSA) {
            loader.problem(
                    organisation,
                    file.file(),
                    KeyProblem.Code.KEY_TYPE_UNSUITABLE,
                    "a decryption key must be RSA; this one is " + pem.get().type());
            return Optional.empty();
        }
        return pem;
    }

    private PrivateKeyPem keep(PrivateKeyPem pem) {
        privateKeys.add(pem.key());
        return pem;
    }

    private static DecryptionKey describe(PrivateKeyPem pem) {
        return new DecryptionKey(
                new KeyId(pem.publicKey().fingerprint().hex()), (pem.publicKey().bits() + 7) / 8);
    }
}
