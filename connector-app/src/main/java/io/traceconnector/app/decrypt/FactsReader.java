package io.traceconnector.app.decrypt;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.LinkData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what {@link FactsWriter} wrote. It is read after it was authenticated, so what does not fit is a fault of ours and ends in a
 * {@link RuntimeException}.
 */
final class FactsReader {

    static final int NOTHING = 0;
    static final int CLEAR = 1;
    static final int HASHED = 2;
    static final int ENCRYPTED = 3;
    static final int MAX_SIZE = 0xFFFF;

    private final ByteBuffer in;

    FactsReader(ByteBuffer in) {
        this.in = in;
    }

    /**
     * @param hash the link's
     * @param now our keys as they are; where the content was judged with others, the facts name {@link OwnKeys#NONE}
     */
    LinkFacts read(Sha256 hash, OwnKeys now) {
        return new LinkFacts(
                new LinkHash(hash.hex()),
                optional(this::hash),
                hash,
                text(),
                text(),
                flag(),
                list(this::signature),
                content(),
                optional(() -> new DataSpan(in.getInt(), in.getInt())),
                optional(this::heading),
                digest().equals(now.digest()) ? now : OwnKeys.NONE);
    }

    private Heading heading() {
        return new Heading(
                optional(this::hash),
                in.getDouble(),
                text(),
                text(),
                list(this::text),
                list(this::hash),
                Json.of(bytes()));
    }

    private SignatureFact signature() {
        return new SignatureFact(true, flag() ? Coverage.ALL : Coverage.PART, Optional.of(key()));
    }

    private Content content() {
        byte kind = in.get();
        return switch (kind) {
            case NOTHING -> new Content.Nothing();
            case CLEAR -> new Content.Clear();
            case HASHED -> new Content.Hashed(new LinkData.Hashed(Bytes.takeOwnershipOf(bytes())));
            case ENCRYPTED -> new Content.Encrypted(list(() -> new NamedKey(key(), digest())));
            default -> throw new IllegalStateException("no kind of content has the number " + kind);
        };
    }

    private KeyId key() {
        return new KeyId(digest().hex());
    }

    private LinkHash hash() {
        return new LinkHash(digest().hex());
    }

    private Sha256 digest() {
        return new Sha256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    private String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[size()];
        in.get(bytes);
        return bytes;
    }

    private <T> List<T> list(Supplier<T> part) {
        int size = size();
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(part.get());
        }
        return List.copyOf(list);
    }

    private <T> Optional<T> optional(Supplier<T> part) {
        return flag() ? Optional.of(part.get()) : Optional.empty();
    }

    private boolean flag() {
        return in.get() != 0;
    }

    private int size() {
        return in.getShort() & MAX_SIZE;
    }
}
