package io.traceconnector.app.callers.throttle;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.TenantId;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the answers that last, by credential, tenant and source. Remembers those that last now and nothing else. Safe for many threads. */
public final class Caps {

    private final CapsConfig config;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<String, Integer> lasting = new ConcurrentHashMap<>();

    public Caps(CapsConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    /**
     * The place of one answer until it is closed; empty at a bound, which is answered with 429 {@code too_many_streams}.
     *
     * @param credential tells it apart from others of the same caller
     */
    public Optional<Lease> take(String credential, TenantId tenant, InetAddress client) {
        Lease lease = new Lease(
                "credential:" + credential,
                "tenant:" + tenant,
                "source:" + Source.of(client).name());
        List<Integer> bounds = List.of(config.perCredential(), config.perTenant(), config.perSource());
        for (int i = 0; i < bounds.size(); i++) {
            if (!add(lease.names.get(i), bounds.get(i))) {
                lease.names.subList(0, i).forEach(this::subtract);
                String by = lease.names.get(i);
                meters.counter("connector.callers.streams.refused", "by", by.substring(0, by.indexOf(':')))
                        .increment();
                return Optional.empty();
            }
        }
        return Optional.of(lease);
    }

    private boolean add(String name, int bound) {
        boolean[] added = {false};
        lasting.compute(name, (key, count) -> {
            int now = count == null ? 0 : count;
            added[0] = now < bound;
            return added[0] ? Integer.valueOf(now + 1) : count;
        });
        return added[0];
    }

    private void subtract(String name) {
        lasting.computeIfPresent(name, (key, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
    }

    int remembered() {
        return lasting.size();
    }

    /** Gives its place back once, however often it is closed. */
    public final class Lease implements AutoCloseable {

        private final List<String> names;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(String... names) {
            this.names = List.of(names);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                names.forEach(Caps.this::subtract);
            }
        }
    }
}
