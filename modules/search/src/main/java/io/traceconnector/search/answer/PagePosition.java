package io.traceconnector.search.answer;

import io.traceconnector.search.index.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What a page needs to know of the pages before: nothing is kept in memory between them.
 *
 * @param indexId the index in which {@code newest} counts
 * @param newest the newest link that was there on the first page; what came later is on no page
 * @param counts see {@link TermCounts}
 * @param kinds see {@link SortPlan}
 * @param last the values of the last hit by which hits are ordered; null for a text that is missing
 */
record PagePosition(
        String indexId, long newest, TermCounts counts, List<Optional<Kind>> kinds, List<@Nullable Object> last) {

    private static final char BY_SCORE = '-';

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(indexId);
            out.writeLong(newest);
            out.writeLong(counts.documents());
            out.writeShort(counts.containing().size());
            for (Map.Entry<Integer, Long> count : counts.containing().entrySet()) {
                out.writeInt(count.getKey());
                out.writeLong(count.getValue());
            }
            out.writeByte(kinds.size());
            for (Optional<Kind> kind : kinds) {
                out.writeByte(kind.map(Kind::code).orElse(BY_SCORE));
            }
            out.writeByte(last.size());
            for (Object value : last) {
                write(value, out);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        switch (value) {
            case null -> out.writeByte('0');
            case Float score -> {
                out.writeByte('f');
                out.writeFloat(score);
            }
            case Long number -> {
                out.writeByte('l');
                out.writeLong(number);
            }
            case BytesRef text -> {
                out.writeByte('t');
                out.writeShort(text.length);
                out.write(text.bytes, text.offset, text.length);
            }
            default -> throw new IllegalStateException("hits are not ordered by " + value.getClass());
        }
    }

    /** @throws IOException when the bytes are none that {@link #encode} made */
    static PagePosition decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        String indexId = in.readUTF();
        long newest = in.readLong();
        TermCounts counts = new TermCounts(in.readLong(), new LinkedHashMap<>());
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int hash = in.readInt();
            counts.containing().put(hash, in.readLong());
        }
        List<Optional<Kind>> kinds = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            char code = (char) in.readByte();
            kinds.add(code == BY_SCORE ? Optional.empty() : Optional.of(Kind.ofCode(code)));
        }
        List<@Nullable Object> last = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            last.add(readValue(in));
        }
        return new PagePosition(indexId, newest, counts, kinds, last);
    }

    private static @Nullable Object readValue(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case '0' -> null;
            case 'f' -> in.readFloat();
            case 'l' -> in.readLong();
            case 't' -> new BytesRef(in.readNBytes(in.readUnsignedShort()));
            default -> throw new IOException("unknown kind of value");
        };
    }
}
