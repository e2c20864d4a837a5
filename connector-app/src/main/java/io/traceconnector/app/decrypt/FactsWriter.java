package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.app.decrypt.Content.Encrypted;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.LinkData;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes what bytes prove in the form that {@link FactsReader} reads; the hash stands elsewhere. */
final class FactsWriter {

    private final ByteBuffer out;

    FactsWriter(ByteBuffer out) {
        this.out = out;
    }

    /**
     * @throws BufferOverflowException where there is no room
     * @throws IllegalArgumentException for facts that are not kept: a signature that is not valid, data that stays closed, text that has no
     *     UTF-8
     */
    void write(LinkFacts facts) {
        optional(facts.explicitHash(), this::hash);
        text(facts.workflow());
        text(facts.trace());
        flag(facts.root());
        list(facts.signatures(), this::signature);
        content(facts.content());
        optional(facts.data(), span -> out.putInt(span.from()).putInt(span.to()));
        optional(facts.heading(), this::heading);
        facts.own().digest().putTo(out);
    }

    private void heading(Heading heading) {
        optional(heading.parent(), this::hash);
        out.putDouble(heading.priority());
        text(heading.action());
        text(heading.state());
        list(heading.tags(), this::text);
        list(heading.references(), this::hash);
        bytes(heading.metadata().utf8());
    }

    private void signature(SignatureFact signature) {
        flag(signature.covers() == Coverage.ALL);
        key(signature
                .key()
                .filter(key -> signature.valid())
                .orElseThrow(() -> new IllegalArgumentException("not valid")));
    }

    private void content(Content content) {
        switch (content) {
            case Content.Nothing _ -> out.put((byte) FactsReader.NOTHING);
            case Content.Clear _ -> out.put((byte) FactsReader.CLEAR);
            case Content.Hashed(LinkData.Hashed hash) -> {
                out.put((byte) FactsReader.HASHED);
                bytes(hash.sha256().toByteArray());
            }
            case Encrypted(List<NamedKey> named) -> {
                out.put((byte) FactsReader.ENCRYPTED);
                list(named, name -> {
                    key(name.key());
                    name.block().putTo(out);
                });
            }
            case Content.Barred _ -> throw new IllegalArgumentException("stays closed");
        }
    }

    private void key(KeyId key) {
        Sha256.ofHex(key.spkiSha256()).putTo(out);
    }

    private void hash(LinkHash hash) {
        Sha256.ofHash(hash).putTo(out);
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("half a surrogate pair");
        }
        bytes(utf8);
    }

    private void bytes(byte[] bytes) {
        size(bytes.length);
        out.put(bytes);
    }

    private <T> void list(List<T> list, Part<T> part) {
        size(list.size());
        list.forEach(part::write);
    }

    private <T> void optional(Optional<T> value, Part<T> part) {
        flag(value.isPresent());
        value.ifPresent(part::write);
    }

    private void flag(boolean flag) {
        out.put((byte) (flag ? 1 : 0));
    }

    private void size(int size) {
        if (size > FactsReader.MAX_SIZE) {
            throw new BufferOverflowException();
        }
        out.putShort((short) size);
    }

    private interface Part<T> {
        void write(T part);
    }
}
