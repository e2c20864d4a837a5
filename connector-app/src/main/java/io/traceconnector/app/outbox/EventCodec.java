package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.journal.Digest;
import io.traceconnector.app.journal.Journal;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.outbox.Event.Accepted;
import io.traceconnector.app.outbox.Event.Ended;
import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.outbox.Event.Formed;
import io.traceconnector.app.outbox.Event.FormedBefore;
import io.traceconnector.app.outbox.Event.Mark;
import io.traceconnector.app.outbox.Event.Requested;
import io.traceconnector.app.outbox.Event.Slot;
import io.traceconnector.app.seal.SealedLink;
import java.util.HexFormat;

/** Events as the content of frames; the type stands in the frame's head. */
final class EventCodec {

    static final byte REQUESTED = 1;
    static final byte ACCEPTED = 2;
    static final byte FORMED = 3;
    static final byte FORMED_BEFORE = 4;
    static final byte ENDED = 5;

    private EventCodec() {}

    static byte type(Event event) {
        return switch (event) {
            case Mark _ -> Journal.MARK;
            case Requested _ -> REQUESTED;
            case Accepted _ -> ACCEPTED;
            case Formed _ -> FORMED;
            case FormedBefore _ -> FORMED_BEFORE;
            case Ended _ -> ENDED;
        };
    }

    static byte[] content(Event event) {
        Packer out = new Packer();
        switch (event) {
            case Mark _ -> out.packed();
            case Requested requested -> RequestCodec.write(out.id(requested.entry()), requested.request());
            case Accepted accepted -> write(out, accepted);
            case Formed formed -> write(out.id(formed.entry()), formed.link());
            case FormedBefore(var entry, var form) ->
                hash(out.id(entry), form.hash()).maybe(form.parent(), EventCodec::hash);
            case Ended ended -> write(out.id(ended.entry()).instant(ended.at()), ended.state());
        }
        return out.packed();
    }

    /** @throws JournalDamagedException where it was not written by this version */
    static Event event(byte type, byte[] content) {
        try {
            return read(type, new Unpacker(content));
        } catch (RuntimeException e) {
            throw new JournalDamagedException("a frame of the journal was not written by this version", e);
        }
    }

    private static Event read(byte type, Unpacker in) {
        return switch (type) {
            case Journal.MARK -> new Mark();
            case REQUESTED -> new Requested(in.id(), RequestCodec.read(in));
            case ACCEPTED -> accepted(in);
            case FORMED -> new Formed(in.id(), link(in));
            case FORMED_BEFORE -> new FormedBefore(in.id(), new Form(hash(in), in.maybe(EventCodec::hash)));
            case ENDED -> new Ended(in.id(), in.instant(), state(in));
            default -> throw new IllegalArgumentException("no event has number " + type);
        };
    }

    private static void write(Packer out, Accepted accepted) {
        Batch batch = accepted.batch();
        out.id(batch.id())
                .text(batch.caller())
                .maybe(batch.key(), (each, key) -> each.digest(key.key()).digest(key.body()))
                .instant(batch.at())
                .all(
                        accepted.slots(),
                        (each, slot) -> each.id(slot.id())
                                .text(slot.workflow().value())
                                .text(slot.trace().value()));
    }

    private static Accepted accepted(Unpacker in) {
        Batch batch = new Batch(
                in.id(), in.text(), in.maybe(each -> new Batch.Key(each.digest(), each.digest())), in.instant());
        return new Accepted(
                batch, in.all(each -> new Slot(each.id(), new WorkflowId(each.text()), new TraceId(each.text()))));
    }

    private static void write(Packer out, SealedLink link) {
        hash(out, link.hash())
                .maybe(link.parent(), EventCodec::hash)
                .bytes(link.raw())
                .maybe(link.form(), Packer::bytes);
    }

    private static SealedLink link(Unpacker in) {
        return new SealedLink(hash(in), in.maybe(EventCodec::hash), in.bytes(), in.maybe(Unpacker::bytes));
    }

    private static void write(Packer out, EntryState state) {
        switch (state) {
            case EntryState.Done(LinkHash hash) -> hash(out.flag(true), hash);
            case EntryState.Failed failed ->
                out.flag(false)
                        .count(failed.status())
                        .text(failed.code())
                        .text(failed.detail())
                        .maybe(failed.message(), Packer::text);
            default -> throw new IllegalArgumentException("not an end: " + state.name());
        }
    }

    private static EntryState state(Unpacker in) {
        return in.flag()
                ? new EntryState.Done(hash(in))
                : new EntryState.Failed(in.count(), in.text(), in.text(), in.maybe(Unpacker::text));
    }

    private static Packer hash(Packer out, LinkHash hash) {
        return out.digest(Digest.of(HexFormat.of().parseHex(hash.hex())));
    }

    private static LinkHash hash(Unpacker in) {
        return new LinkHash(HexFormat.of().formatHex(in.digest().bytes()));
    }
}
