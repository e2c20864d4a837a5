package io.traceconnector.app;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.app.keys.LooseKeys;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Operation;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.ProviderChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds keys to measure and loads each once for every provider that passes its self-test, or once from its custodian. */
final class BenchKeys {

    private final BenchKind kind;
    private final KeysConfig config;
    private final Map<String, Custodian> custodians;
    private final ProviderChoice choice = ProviderChoice.atHand();
    private final Algorithms fastest = choice.fastest();

    BenchKeys(BenchKind kind, KeysConfig config, Map<String, Custodian> custodians) {
        this.kind = kind;
        this.config = config;
        this.custodians = custodians;
    }

    BenchSubject throwaway() {
        PrivateKeyPem pem = PrivateKeyPem.generate(kind.throwaway(), fastest);
        return local(Optional.empty(), keys -> kind.load(keys, pem));
    }

    BenchSubject file(KeySource source) {
        return local(Optional.empty(), keys -> kind.load(keys, source).getFirst());
    }

    /** An organisation's newest key, or the one with an id. */
    Optional<BenchSubject> configured(OrganisationId owner, OrganisationConfig organisation, Optional<String> keyId) {
        for (KeySource source : kind.sources(organisation)) {
            List<BenchKey> found = kind.load(keys(fastest), source);
            int index = index(found, keyId);
            if (index < 0) {
                found.forEach(BenchKey::close);
                continue;
            }
            Optional<String> custodian = source.hsm().or(source::vault);
            if (custodian.isPresent()) {
                closeAllBut(index, found);
                return Optional.of(new BenchSubject(
                        Optional.of(owner), new BenchLane(custodian.get(), found.get(index)), List.of()));
            }
            found.forEach(BenchKey::close);
            return Optional.of(local(Optional.of(owner), keys -> {
                List<BenchKey> all = kind.load(keys, source);
                closeAllBut(index, all);
                return all.get(index);
            }));
        }
        return Optional.empty();
    }

    private BenchSubject local(Optional<OrganisationId> owner, Function<LooseKeys, BenchKey> loading) {
        BenchKey key = loading.apply(keys(fastest));
        Operation operation = kind.operation(key.publicKey());
        BenchLane serving = new BenchLane(fastest.provider(operation), key);
        List<BenchLane> others = new ArrayList<>();
        choice.passing(operation).forEach((name, algorithms) -> {
            if (!name.equals(serving.name())) {
                others.add(new BenchLane(name, loading.apply(keys(algorithms))));
            }
        });
        return new BenchSubject(owner, serving, others);
    }

    private LooseKeys keys(Algorithms algorithms) {
        return new LooseKeys(config, algorithms, custodians);
    }

    private static int index(List<BenchKey> keys, Optional<String> keyId) {
        for (int i = 0; i < keys.size(); i++) {
            String id = keys.get(i).publicKey().fingerprint().hex();
            if (keyId.isEmpty() || id.startsWith(keyId.get())) {
                return i;
            }
        }
        return -1;
    }

    private static void closeAllBut(int index, List<BenchKey> keys) {
        List<BenchKey> others = new ArrayList<>(keys);
        others.remove(index);
        others.forEach(BenchKey::close);
    }
}
