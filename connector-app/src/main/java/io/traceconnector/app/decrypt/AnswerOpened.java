package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Plain;
import io.traceconnector.app.decrypt.LinkOpener.Result;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One link of an answer with what became of it. */
final class AnswerOpened {

    private final AnswerLink link;
    private final AnswerCaller caller;
    private final byte[] text;
    private final int length;
    private final @Nullable Result[] results;
    private final byte[] @Nullable [] replacements;

    /** @param results by slot; null for a slot that is not opened for itself */
    AnswerOpened(AnswerLink link, AnswerCaller caller, byte[] text, int length, @Nullable Result[] results) {
        this.link = link;
        this.caller = caller;
        this.text = text;
        this.length = length;
        this.results = results;
        this.replacements = new byte[results.length][];
        for (int i = 0; i < results.length; i++) {
            replacements[i] = replacement(link.slots().get(i), results[i]);
        }
    }

    /** Notes what there is to tell of the link: the first of its values that stayed closed speaks for all. */
    void tell(AnswerNotes notes) {
        @Nullable Result told = null;
        for (Result result : results) {
            if (result != null && (told == null || (isData(told) && !isData(result)))) {
                told = result;
            }
        }
        if (told != null) {
            notes.add(link.path(), told);
        }
    }

    /** Tells which link was decrypted into the answer, where it is one; by the hash that its bytes have, where none is stated. */
    void tell(DecryptedLinks decrypted) {
        for (byte @Nullable [] replacement : replacements) {
            if (replacement != null) {
                link.stated().or(this::recomputed).ifPresentOrElse(decrypted::decrypted, decrypted::decryptedUnnamed);
                return;
            }
        }
    }

    private Optional<LinkHash> recomputed() {
        for (AnswerSlot slot : link.slots()) {
            if (slot instanceof AnswerSlot.Raw raw) {
                try {
                    byte[] json = Arrays.copyOfRange(text, raw.from(), raw.to());
                    return Optional.of(
                            new LinkHash(LinkHashing.of(LinkJson.read(json)).hex()));
                } catch (FormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Writes the text with what was opened in its places. */
    void writeTo(OutputStream out) throws IOException {
        int written = 0;
        for (int i = 0; i < results.length; i++) {
            AnswerSlot slot = link.slots().get(i);
            byte @Nullable [] replacement = replacements[i];
            if (replacement != null) {
                out.write(text, written, slot.placeFrom() - written);
                out.write(replacement);
                written = slot.placeTo();
            }
        }
        out.write(text, written, length - written);
    }

    private byte @Nullable [] replacement(AnswerSlot slot, @Nullable Result own) {
        return switch (slot) {
            case AnswerSlot.Raw raw -> caller.decryptsRaw(link.isHead()) ? base64(plaintext(own)) : null;
            case AnswerSlot.Data data -> plaintext(data.isNull() ? firstRaw() : own);
            case AnswerSlot.Meta meta -> null;
        };
    }

    /** The result that stands for the object. */
    private @Nullable Result firstRaw() {
        for (int i = 0; i < results.length; i++) {
            if (link.slots().get(i) instanceof AnswerSlot.Raw) {
                return results[i];
            }
        }
        return null;
    }

    private static byte @Nullable [] plaintext(@Nullable Result result) {
        return result != null && result.payload() instanceof Opened(var data) ? data.utf8() : null;
    }

    private static byte @Nullable [] base64(byte @Nullable [] plaintext) {
        return plaintext == null ? null : Base64.getEncoder().encode(plaintext);
    }

    private static boolean isData(Result result) {
        return result.payload() instanceof Opened || result.payload() instanceof Plain;
    }
}
