package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decrypts the links inside an answer of Trace while it streams through. Safe for many threads. */
public final class AnswerRewriter {

    /** The request header that says which form of {@code raw} is wanted. */
    public static final String RAW_MODE_HEADER = "Connector-Raw";

    /** Which form {@code raw} has in the answer. A null {@code data} beside it gets the plaintext in every mode. */
    public enum RawMode {
        /** Decrypted, but as Trace sent it under a field {@code head}: writers compute the parent's hash from there. */
        DEFAULT,
        /** As Trace sent it. */
        ORIGINAL,
        /** Decrypted, under {@code head} too. */
        DECRYPTED;

        /** The mode that the header's value asks for; empty where it is neither {@code original} nor {@code decrypted}. */
        public static Optional<RawMode> ofHeader(String value) {
            return switch (value.strip().toLowerCase(Locale.ROOT)) {
                case "original" -> Optional.of(ORIGINAL);
                case "decrypted" -> Optional.of(DECRYPTED);
                default -> Optional.empty();
            };
        }
    }

    private static final int OUTPUT_BUFFER = 32 * 1024;

    private final LinkOpener opener;
    private final AnswerConfig config;

    public AnswerRewriter(LinkOpener opener, AnswerConfig config) {
        this.opener = opener;
        this.config = config;
    }

    /**
     * Reads the answer to its end and writes it; blocks. Closes neither stream.
     *
     * @param organisations whose keys open links for this caller; none leaves all encrypted links closed
     * @param decrypted is told on the calling thread
     * @param upstream the decoded body, UTF-8
     * @throws AnswerException when upstream is malformed, cut or beyond a bound, or the opener fails
     * @throws IOException of either stream
     */
    public void rewrite(
            AnswerPaths paths,
            Set<OrganisationId> organisations,
            RawMode mode,
            DecryptedLinks decrypted,
            InputStream upstream,
            OutputStream out)
            throws IOException {
        AnswerNotes notes = new AnswerNotes();
        AnswerCaller caller = new AnswerCaller(opener, Set.copyOf(organisations), mode, decrypted);
        BufferedOutputStream buffered = new BufferedOutputStream(out, OUTPUT_BUFFER);
        AnswerQueue queue = new AnswerQueue(buffered, caller, config, notes);
        AnswerSink sink = new AnswerSink(queue, config, notes);
        try {
            new AnswerEnvelope(new AnswerSource(upstream, sink), sink, queue, paths.root(), new AnswerExtensions(notes))
                    .rewrite();
            buffered.flush();
        } catch (AnswerException e) {
            throw e;
        } catch (RuntimeException e) {
            // The boundary of one answer: whatever fails in it, the connection is to be aborted.
            throw new AnswerException("the answer could not be rewritten", e);
        } finally {
            queue.cancel();
        }
    }
}
