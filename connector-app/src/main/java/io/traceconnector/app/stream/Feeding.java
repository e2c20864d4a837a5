package io.traceconnector.app.stream;

import io.traceconnector.api.Feed;
import io.traceconnector.api.SegmentConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A consumer with its pumps, one for each feed. */
final class Feeding implements Subscription {

    private final FedConsumer consumer;
    private final Supply supply;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<Feed, Running> pumps = new ConcurrentSkipListMap<>();

    private record Running(Pump pump, Thread thread) {}

    Feeding(String consumer, SegmentConsumer target, Supply supply) {
        this.consumer = new FedConsumer(consumer, target);
        this.supply = supply;
    }

    /** Feeds one more feed; one that is being fed stays as it is. */
    synchronized void add(Feed feed, PoisonLinks poison) {
        if (stop.getCount() > 0 && !pumps.containsKey(feed)) {
            Pump pump = new Pump(consumer, feed, supply, poison, stop);
            Thread thread = Thread.ofVirtual()
                    .name("pump-" + consumer.id() + "-" + feed)
                    .unstarted(pump);
            pumps.put(feed, new Running(pump, thread));
            thread.start();
            notifyAll();
        }
    }

    List<StreamStatus> status() {
        return pumps.values().stream().map(running -> running.pump().status()).toList();
    }

    boolean isOf(String id) {
        return consumer.id().equals(id);
    }

    /** A feed that is not known yet is waited for too. */
    WriteStatus await(WritePosition position, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        Optional<Pump> pump = pump(position.feed(), end);
        return pump.isEmpty() ? WriteStatus.NotYet.UNREAD : pump.get().await(position.hash(), end - System.nanoTime());
    }

    private synchronized Optional<Pump> pump(Feed feed, long end) throws InterruptedException {
        long left = end - System.nanoTime();
        while (!pumps.containsKey(feed) && stop.getCount() > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        return Optional.ofNullable(pumps.get(feed)).map(Running::pump);
    }

    boolean isStopped() {
        return stop.getCount() == 0;
    }

    @Override
    public boolean stop(Duration within) throws InterruptedException {
        synchronized (this) {
            stop.countDown();
            notifyAll();
        }
        long deadline = System.nanoTime() + within.toNanos();
        boolean ended = true;
        pumps.values().forEach(running -> running.pump().interrupt(running.thread()));
        for (Running running : pumps.values()) {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            ended &= running.thread().join(left);
        }
        return ended;
    }
}
