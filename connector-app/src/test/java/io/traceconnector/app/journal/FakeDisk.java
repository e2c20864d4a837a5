package io.traceconnector.app.journal;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory in memory that forgets in a crash what was not forced, or parts of it. */
public final class FakeDisk implements Disk {

    /** What a crash leaves of what was not forced. */
    public enum Survival {
        /** Nothing, as the worst loss of power does. */
        NOTHING,
        /** Everything, as the end of the process alone does. */
        ALL,
        /** The last write half. */
        TORN,
        /** All but the first write, in whose place are zeros. */
        HOLED
    }

    private Map<String, Content> names = new HashMap<>();
    private Map<String, Content> forcedNames = new HashMap<>();
    private FakeKill kill = FakeKill.never();
    private boolean failing;
    private int forces;
    private final ByteArrayOutputStream everWritten = new ByteArrayOutputStream();

    public void killedBy(FakeKill next) {
        kill = next;
    }

    /** From here on every operation that writes fails, as on a disk that is full or gone. */
    public void failing(boolean now) {
        failing = now;
    }

    public int forces() {
        return forces;
    }

    public void crash(Survival survival) {
        names = new HashMap<>(survival == Survival.NOTHING ? forcedNames : names);
        forcedNames = new HashMap<>(names);
        names.values().forEach(content -> content.crash(survival));
    }

    public byte[] everWritten() {
        return everWritten.toByteArray();
    }

    public byte[] content(String name) {
        return known(name).bytes.clone();
    }

    public void damage(String name, int offset) {
        known(name).bytes[offset] ^= 1;
    }

    public void cut(String name, int size) {
        Content content = known(name);
        content.bytes = Arrays.copyOf(content.bytes, size);
    }

    public void delete(String name) {
        names.remove(name);
    }

    private Content known(String name) {
        return Optional.ofNullable(names.get(name)).orElseThrow();
    }

    private void operation() throws IOException {
        kill.moment();
        if (failing) {
            throw new IOException("no space left on device");
        }
    }

    @Override
    public boolean exists(String name) {
        return names.containsKey(name);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        Content content = names.get(name);
        if (content == null) {
            throw new FileNotFoundException(name);
        }
        return new File(content);
    }

    @Override
    public DiskFile create(String name) throws IOException {
        operation();
        Content content = new Content();
        names.put(name, content);
        return new File(content);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        operation();
        names.put(to, known(from));
        names.remove(from);
    }

    @Override
    public void force() throws IOException {
        operation();
        forcedNames = new HashMap<>(names);
    }

    private static final class Content {
        private byte[] bytes = {};
        private byte[] forced = {};
        private final List<Write> pending = new ArrayList<>();

        private void crash(Survival survival) {
            if (survival != Survival.ALL) {
                bytes = forced.clone();
                for (int i = 0; i < pending.size() && survival != Survival.NOTHING; i++) {
                    byte[] written = pending.get(i).bytes();
                    if (survival == Survival.TORN && i == pending.size() - 1) {
                        written = Arrays.copyOf(written, written.length / 2);
                    } else if (survival == Survival.HOLED && i == 0) {
                        written = new byte[written.length];
                    }
                    put(written, pending.get(i).at());
                }
            }
            pending.clear();
            forced = bytes.clone();
        }

        private void put(byte[] written, int at) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, at + written.length));
            System.arraycopy(written, 0, bytes, at, written.length);
        }
    }

    private record Write(byte[] bytes, int at) {}

    private final class File implements DiskFile {

        private final Content content;

        private File(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.bytes.length;
        }

        @Override
        public void read(ByteBuffer into, long at) {
            int length = (int) Math.max(0, Math.min(into.remaining(), content.bytes.length - at));
            into.put(content.bytes, (int) Math.min(at, content.bytes.length), length);
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            operation();
            byte[] written = new byte[bytes.remaining()];
            bytes.get(written);
            everWritten.writeBytes(written);
            content.pending.add(new Write(written, (int) at));
            content.put(written, (int) at);
        }

        @Override
        public void force() throws IOException {
            operation();
            forces++;
            content.pending.clear();
            content.forced = content.bytes.clone();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
