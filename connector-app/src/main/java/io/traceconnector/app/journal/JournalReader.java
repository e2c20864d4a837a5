package io.traceconnector.app.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the frames of a journal that an earlier process left, in order. A crash tears only what was never forced, so what follows the last whole
 * frame is left out, unless a frame behind it proves that it had been on disk. For one thread.
 */
public final class JournalReader {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final int WINDOW = 1 << 20;

    private final DiskFile file;
    private final JournalKeys keys;
    private final long size;
    private long offset = Journal.HEAD;
    private long sequence;

    /** @throws JournalDamagedException where it is no journal */
    public JournalReader(DiskFile file, JournalKeys keys) throws IOException {
        this.file = file;
        this.keys = keys;
        this.size = file.size();
        ByteBuffer head = ByteBuffer.allocate(Journal.HEAD);
        file.read(head, 0);
        if (head.hasRemaining() || !Arrays.equals(Arrays.copyOf(head.array(), JournalKind.TITLE_SIZE), keys.title())) {
            throw new JournalDamagedException("the journal does not begin as one");
        }
        sequence = head.getLong(JournalKind.TITLE_SIZE);
    }

    /** Of the frame that would come next. */
    public long sequence() {
        return sequence;
    }

    /**
     * Empty at the end.
     *
     * @throws JournalDamagedException where what follows is damaged, and was on disk once
     */
    public Optional<Content> next() throws IOException {
        Optional<FrameHead> head = head(offset).filter(known -> known.sequence() == sequence);
        Optional<byte[]> content = head.isPresent() ? content(head.get(), offset) : Optional.empty();
        if (content.isEmpty()) {
            end();
            return Optional.empty();
        }
        Place place = new Place(offset, head.get().length());
        offset = place.end();
        sequence++;
        return Optional.of(new Content(place, head.get().type(), content.get()));
    }

    private void end() throws IOException {
        if (offset < size) {
            long proof = proof();
            if (proof > 0) {
                throw new JournalDamagedException("the journal is damaged at byte " + offset + ", and goes on at byte "
                        + proof + " with what was written later");
            }
            LOG.atInfo()
                    .addKeyValue("offset", offset)
                    .addKeyValue("bytes", size - offset)
                    .log("the end of a journal was torn by a crash and is left out; it was not on disk yet");
        }
    }

    /** The place of a frame that was written after what stands here had been forced; 0 where there is none. */
    private long proof() throws IOException {
        for (long start = offset + 1; start <= size - FrameHead.LEAST; start += WINDOW) {
            ByteBuffer window = ByteBuffer.allocate((int) Math.min(WINDOW + FrameHead.SIZE - 1, size - start));
            file.read(window, start);
            window.flip();
            for (int i = 0; i < WINDOW && i + FrameHead.SIZE <= window.limit(); i++) {
                FrameHead head = FrameHead.from(window.position(i));
                if (isLater(head, start + i) && content(head, start + i).isPresent()) {
                    return start + i;
                }
            }
        }
        return 0;
    }

    private boolean isLater(FrameHead head, long place) {
        return isPossible(head, place) && head.forced() > offset && head.forced() <= place;
    }

    private Optional<FrameHead> head(long place) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(FrameHead.SIZE);
        file.read(bytes, place);
        if (bytes.hasRemaining()) {
            return Optional.empty();
        }
        return Optional.of(FrameHead.from(bytes.flip())).filter(head -> isPossible(head, place));
    }

    private boolean isPossible(FrameHead head, long place) {
        return head.length() >= FrameHead.LEAST && head.length() <= FrameHead.MAX && place + head.length() <= size;
    }

    private Optional<byte[]> content(FrameHead head, long place) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(head.length());
        file.read(frame, place);
        return frame.hasRemaining() ? Optional.empty() : keys.open(head, frame.array());
    }

    /** What a frame holds. */
    public record Content(Place place, byte type, byte[] bytes) {}
}
