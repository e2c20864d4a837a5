package io.traceconnector.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.app.http.Readiness;
import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.pkcs11.Pkcs11Custodian;
import io.traceconnector.app.keys.pkcs11.Pkcs11Libraries;
import io.traceconnector.app.keys.vault.VaultCustodian;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that keeps keys outside of this process, by configured name. Made before the keys, closed after them. */
final class Custodians implements AutoCloseable {

    private final Stopping stopping = new Stopping();
    private final Map<String, Custodian> byName = new LinkedHashMap<>();
    private final List<Readiness.Check> checks = new ArrayList<>();

    /** Asks nothing of any of them yet. */
    Custodians(ConnectorConfig config, Algorithms algorithms, Clock clock, MeterRegistry meters) {
        KeyFileAccess access = config.keys().fileAccess();
        Pkcs11Libraries libraries = new Pkcs11Libraries();
        config.hsms()
                .forEach((name, hsm) -> add("hsm", name, new Pkcs11Custodian(name, hsm, libraries, access, meters)));
        MessageSignatures signatures = new MessageSignatures(algorithms);
        config.vaults()
                .forEach((name, vault) -> add("vault", name, new VaultCustodian(vault, access, signatures, clock)));
    }

    private void add(String kind, String name, Custodian custodian) {
        byName.put(name, stopping.started(kind + " " + name, custodian));
        checks.add(new Readiness.Check(kind + " " + name, false, () -> health(custodian.state())));
    }

    private static Health health(Custodian.State state) {
        return new Health(state.available() ? State.UP : State.DEGRADED, state.detail(), Optional.empty());
    }

    Map<String, Custodian> byName() {
        return Map.copyOf(byName);
    }

    /** One for each; none of them makes the connector unready. */
    List<Readiness.Check> checks() {
        return List.copyOf(checks);
    }

    @Override
    public void close() {
        stopping.close();
    }
}
