package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.SymmetricKey;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is kept of received bytes, with a private key.
 *
 * @param facts what the bytes prove; empty for data that came without its link
 * @param symmetric what the private key gave; empty where there is nothing that it opens. Whoever gets it destroys it
 */
record KeptLink(KeyId key, Optional<LinkFacts> facts, Optional<SymmetricKey> symmetric) {

    private static final int KEY_SIZE = 32;
    private static final int WITH_KEY = 1;
    private static final int WITH_FACTS = 2;

    /**
     * The frame to be written; empty where it is not to be kept: too long, not sound, or the local key has been wiped.
     *
     * @param block of the block that the private key opened
     */
    Optional<byte[]> sealed(LocalKey local, Sha256 received, Sha256 block) {
        byte[] content = new byte[KeptFrame.MAX - KeptFrame.HEAD - KeptFrame.TAG_SIZE];
        try {
            ByteBuffer out = ByteBuffer.wrap(content);
            out.put((byte) ((symmetric.isPresent() ? WITH_KEY : 0) | (facts.isPresent() ? WITH_FACTS : 0)));
            symmetric.ifPresent(known -> putKey(out, known));
            facts.ifPresent(new FactsWriter(out)::write);
            byte[] exact = Arrays.copyOf(content, out.position());
            byte[] frame =
                    KeptFrame.of(received, facts.map(LinkFacts::identity).orElse(Sha256.NONE), block, exact.length);
            boolean done = local.seal(frame, exact);
            Arrays.fill(exact, (byte) 0);
            return done ? Optional.of(frame) : Optional.empty();
        } catch (BufferOverflowException | IllegalArgumentException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** Empty where the frame is not as it was written. */
    static Optional<KeptLink> open(byte[] frame, KeyId key, LocalKey local, OwnKeys now) {
        return local.open(frame).flatMap(content -> {
            try {
                return Optional.of(read(ByteBuffer.wrap(content), KeptFrame.hash(frame), key, now));
            } catch (BufferUnderflowException | IllegalArgumentException | IllegalStateException e) {
                // Ours, since it is authentic, but of another form than today's.
                return Optional.empty();
            } finally {
                Arrays.fill(content, (byte) 0);
            }
        });
    }

    private static KeptLink read(ByteBuffer in, Sha256 hash, KeyId key, OwnKeys now) {
        int with = in.get();
        Optional<SymmetricKey> symmetric = Optional.empty();
        if ((with & WITH_KEY) != 0) {
            byte[] bytes = new byte[KEY_SIZE];
            in.get(bytes);
            symmetric = Optional.of(SymmetricKey.takeOwnershipOf(bytes));
        }
        Optional<LinkFacts> facts =
                (with & WITH_FACTS) == 0 ? Optional.empty() : Optional.of(new FactsReader(in).read(hash, now));
        return new KeptLink(key, facts, symmetric);
    }

    private static void putKey(ByteBuffer out, SymmetricKey key) {
        byte[] bytes = key.exposedBytes();
        out.put(bytes);
        Arrays.fill(bytes, (byte) 0);
    }
}
