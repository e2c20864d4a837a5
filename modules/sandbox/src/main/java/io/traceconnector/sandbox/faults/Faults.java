package io.traceconnector.sandbox.faults;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The faults that are on. For any number of threads. */
public final class Faults {

    private final Map<FaultName, Switched> on = new ConcurrentHashMap<>();

    /** Switches a fault on, in place of an earlier one of its name; its count and its sequence begin anew. */
    public void switchOn(Fault fault) {
        on.put(fault.name(), new Switched(fault));
    }

    public void switchOff(FaultName name) {
        on.remove(name);
    }

    public void switchAllOff() {
        on.clear();
    }

    public Collection<Switched> switchedOn() {
        return on.values().stream()
                .sorted((a, b) -> a.fault().name().compareTo(b.fault().name()))
                .toList();
    }

    /** The fault, if it strikes this request. Requests are counted from when it was switched on. */
    public Optional<Fault> strikesRequest(FaultName name) {
        Switched switched = on.get(name);
        return switched == null ? Optional.empty() : switched.strike(switched.asked.getAndIncrement());
    }

    /** Whether it strikes what has this key: for one seed always the same, until the count is used up. */
    public boolean strikes(FaultName name, long key) {
        Switched switched = on.get(name);
        return switched != null && switched.strike(key).isPresent();
    }

    /** A fault with what it has done. */
    public static final class Switched {

        private static final long GOLDEN = 0x9E3779B97F4A7C15L;

        private final Fault fault;
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong struck = new AtomicLong();

        private Switched(Fault fault) {
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }

        /** How many times it has struck. */
        public long struck() {
            return struck.get();
        }

        private Optional<Fault> strike(long key) {
            if (chance(key) >= fault.rate()) {
                return Optional.empty();
            }
            long most = fault.count().map(Integer::longValue).orElse(Long.MAX_VALUE);
            long before = struck.getAndUpdate(times -> Math.min(times + 1, most));
            return before < most ? Optional.of(fault) : Optional.empty();
        }

        /** From 0 to 1, without 1, by seed and key: the finaliser of a 64-bit mixer. */
        private double chance(long key) {
            long mixed = fault.seed() * GOLDEN + key + fault.name().code().hashCode() * GOLDEN;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
        }
    }
}
