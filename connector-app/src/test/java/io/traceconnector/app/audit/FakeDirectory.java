package io.traceconnector.app.audit;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** A directory in memory that forgets in a crash what was not forced, or parts of it; may be slow, fail, or end the process. Safe for many threads. */
final class FakeDirectory implements AuditDirectory {

    /** What a crash leaves of what was not forced. */
    enum Survival {
        NOTHING,
        ALL,
        /** The first half. */
        TORN,
        /** All but the first bytes, in whose place are zeros. */
        HOLED
    }

    private Map<FileName, Content> names = new TreeMap<>();
    private Map<FileName, Content> forcedNames = new TreeMap<>();
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
    private int killAt;
    private int moments;
    private int forces;
    private boolean failing;

    /** Ends the process at this moment at which something is done to the disk, counted from 1; 0 for never. */
    synchronized void killAt(int moment) {
        killAt = moment;
        moments = 0;
    }

    synchronized int moments() {
        return moments;
    }

    synchronized int forces() {
        return forces;
    }

    /** From here on everything that writes fails, as on a disk that is full or gone. */
    synchronized void failing(boolean now) {
        failing = now;
    }

    /** From here on nothing is forced until {@link #goOn}. */
    void stall() {
        gate.drainPermits();
    }

    void goOn() {
        gate.release(Integer.MAX_VALUE / 2);
    }

    synchronized void crash(Survival survival) {
        names = new TreeMap<>(survival == Survival.NOTHING ? forcedNames : names);
        forcedNames = new TreeMap<>(names);
        names.values().forEach(content -> content.crash(survival));
    }

    synchronized byte[] content(FileName name) {
        return known(name).bytes.clone();
    }

    /** Puts something in the place of a file, durably. */
    synchronized void put(FileName name, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes.clone();
        content.forced = bytes.clone();
        names.put(name, content);
        forcedNames.put(name, content);
    }

    /** A copy that nothing is done to. */
    synchronized FakeDirectory copy() {
        FakeDirectory copy = new FakeDirectory();
        names.forEach((name, content) -> copy.put(name, content.bytes));
        return copy;
    }

    private Content known(FileName name) {
        return Optional.ofNullable(names.get(name)).orElseThrow();
    }

    private void operation() throws IOException {
        moments++;
        if (killAt > 0 && moments >= killAt) {
            throw new Killed();
        }
        if (failing) {
            throw new IOException("no space left on device");
        }
    }

    @Override
    public synchronized List<FileName> files() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized InputStream read(FileName name) {
        return new ByteArrayInputStream(known(name).bytes);
    }

    @Override
    public synchronized AuditFile open(FileName name) throws IOException {
        if (!names.containsKey(name)) {
            throw new FileNotFoundException(name.toString());
        }
        return new Opened(known(name));
    }

    @Override
    public synchronized AuditFile create(FileName name) throws IOException {
        operation();
        Content content = new Content();
        names.put(name, content);
        return new Opened(content);
    }

    @Override
    public synchronized void delete(FileName name) throws IOException {
        operation();
        names.remove(name);
    }

    @Override
    public synchronized void force() throws IOException {
        operation();
        forcedNames = new TreeMap<>(names);
    }

    /** Nothing in the process may catch it. */
    static final class Killed extends Error {

        @Serial
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private static final class Content {
        private byte[] bytes = {};
        private byte[] forced = {};

        private void crash(Survival survival) {
            int added = Math.max(0, bytes.length - forced.length);
            switch (survival) {
                case NOTHING -> bytes = forced.clone();
                case ALL -> {}
                case TORN -> bytes = Arrays.copyOf(bytes, bytes.length - (added + 1) / 2);
                case HOLED ->
                    Arrays.fill(bytes, bytes.length - added, bytes.length - added + (added + 1) / 2, (byte) 0);
            }
            forced = bytes.clone();
        }
    }

    private final class Opened implements AuditFile {

        private final Content content;

        private Opened(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (FakeDirectory.this) {
                return content.bytes.length;
            }
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            synchronized (FakeDirectory.this) {
                int before = content.bytes.length;
                byte[] all = Arrays.copyOf(content.bytes, before + bytes.remaining());
                bytes.get(all, before, all.length - before);
                List<byte[]> steps = new ArrayList<>(List.of(all));
                if (failing) {
                    steps.set(0, Arrays.copyOf(all, before + (all.length - before) / 2));
                }
                content.bytes = steps.getFirst();
                operation();
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (FakeDirectory.this) {
                operation();
                content.bytes = Arrays.copyOf(content.bytes, (int) size);
            }
        }

        @Override
        public void force() throws IOException {
            gate.acquireUninterruptibly();
            gate.release();
            synchronized (FakeDirectory.this) {
                operation();
                forces++;
                content.forced = content.bytes.clone();
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
