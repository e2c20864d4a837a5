package io.traceconnector.sandbox;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Tells every few seconds how filling goes. For one thread. */
final class FillProgress implements IntConsumer {

    private static final long INTERVAL = Duration.ofSeconds(2).toNanos();

    private final PrintWriter out;
    private long since = System.nanoTime();
    private int before;

    FillProgress(PrintWriter out) {
        this.out = out;
    }

    /** Something else that takes a while begins. */
    void begin(String what) {
        out.println(what);
        out.flush();
        since = System.nanoTime();
    }

    @Override
    public void accept(int links) {
        long elapsed = System.nanoTime() - since;
        if (elapsed >= INTERVAL) {
            long rate = (links - before) * Duration.ofSeconds(1).toNanos() / elapsed;
            out.printf(Locale.ROOT, "filling: %,d links, %,d links/s%n", links, rate);
            out.flush();
            since = System.nanoTime();
            before = links;
        }
    }
}
