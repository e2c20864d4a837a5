package io.traceconnector.sandbox.store;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What the index file says of a link: {@value #BYTES} bytes each, in the order of creation.
 *
 * @param ordinal which entry of the file this is, from 0
 * @param offset where its texts stand in the data file: raw, then form
 * @param traceNumber which trace of the store, from 0 in the order of their first links
 * @param parent the ordinal of the link before it in its trace; -1 for the first
 * @param position its place among its workflow's links, from 1
 * @param height its place in its trace, from 1
 * @param refers whether it refers to other links
 * @param checksum CRC32C of its texts
 */
public record LinkEntry(
        int ordinal,
        long offset,
        int rawLength,
        int formLength,
        byte[] hash,
        UUID trace,
        int traceNumber,
        int parent,
        int position,
        int height,
        long workflow,
        long group,
        long input,
        long createdAt,
        LinkState state,
        boolean ours,
        boolean refers,
        int checksum) {

    static final int BYTES = 128;
    static final int HASH_BYTES = 32;
    private static final int OURS = 1;
    private static final int REFERS = 2;
    private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

    /** Where the texts of the next link begin. */
    long end() {
        return offset + rawLength + formLength;
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(offset).putInt(rawLength).putInt(formLength).put(hash);
        bytes.putLong(trace.getMostSignificantBits()).putLong(trace.getLeastSignificantBits());
        bytes.putInt(traceNumber).putInt(parent).putInt(position).putInt(height);
        bytes.putLong(workflow).putLong(group).putLong(input).putLong(createdAt);
        bytes.put(state.encode())
                .put((byte) ((ours ? OURS : 0) | (refers ? REFERS : 0)))
                .putShort((short) 0);
        bytes.putInt(checksum).putInt(0);
        bytes.putInt(checksum(bytes.array(), 0));
        return bytes.flip();
    }

    /** Reads the entry that begins at {@code at}. */
    static LinkEntry decode(int ordinal, byte[] file, int at) throws DamagedException {
        ByteBuffer bytes = ByteBuffer.wrap(file, at, BYTES);
        if (bytes.getInt(at + CHECKED_BYTES) != checksum(file, at)) {
            throw new DamagedException("entry " + ordinal + " of the link index is damaged");
        }
        long offset = bytes.getLong();
        int rawLength = bytes.getInt();
        int formLength = bytes.getInt();
        byte[] hash = new byte[HASH_BYTES];
        bytes.get(hash);
        UUID trace = new UUID(bytes.getLong(), bytes.getLong());
        int traceNumber = bytes.getInt();
        int parent = bytes.getInt();
        int position = bytes.getInt();
        int height = bytes.getInt();
        long workflow = bytes.getLong();
        long group = bytes.getLong();
        long input = bytes.getLong();
        long createdAt = bytes.getLong();
        LinkState state = LinkState.decode(bytes.get());
        byte flags = bytes.get();
        bytes.getShort();
        return new LinkEntry(
                ordinal,
                offset,
                rawLength,
                formLength,
                hash,
                trace,
                traceNumber,
                parent,
                position,
                height,
                workflow,
                group,
                input,
                createdAt,
                state,
                (flags & OURS) != 0,
                (flags & REFERS) != 0,
                bytes.getInt());
    }

    private static int checksum(byte[] file, int at) {
        CRC32C crc = new CRC32C();
        crc.update(file, at, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
