package io.traceconnector.app.seal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.trace.Media;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.FileBlob;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Sends files to Media, each encrypted on its way under a key of its own. Constant memory; safe for many threads. */
public final class FileSealing {

    private final Media media;
    private final Clock clock;

    public FileSealing(Media media, Clock clock) {
        this.media = media;
        this.clock = clock;
    }

    /**
     * A file to be sent.
     *
     * @param name without control characters and path separators
     * @param size of the content in bytes; empty where it is not known beforehand
     * @param content plaintext; read by another thread, and not any more once it was sent or given up
     */
    public record Draft(String name, String mimetype, OptionalLong size, InputStream content) {

        /** Names no content. */
        @Override
        public String toString() {
            return "Draft[size " + size + "]";
        }
    }

    /**
     * Encrypts a file while it is sent.
     *
     * @param stall how long nothing may move
     * @return what form data needs to name it
     * @throws TraceException where Media did not take it, or the content failed; then there is no such file
     */
    public FileRecord send(OrganisationId organisation, Draft draft, Duration stall) {
        SymmetricKey key = SymmetricKey.random();
        try {
            CountedStream content = new CountedStream(draft.content());
            OptionalLong length = draft.size().isEmpty()
                    ? draft.size()
                    : OptionalLong.of(Math.addExact(draft.size().getAsLong(), FileBlob.OVERHEAD));
            String digest = media.upload(
                    organisation, new Media.Upload(draft.name(), length, FileBlob.sealing(key, content), stall));
            return new FileRecord(
                    digest,
                    draft.name(),
                    draft.mimetype(),
                    content.count(),
                    Optional.of(text(key)),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        } finally {
            key.destroy();
        }
    }

    private static String text(SymmetricKey key) {
        byte[] base64 = key.exposedBase64();
        try {
            return new String(base64, StandardCharsets.US_ASCII);
        } finally {
            Arrays.fill(base64, (byte) 0);
        }
    }
}
