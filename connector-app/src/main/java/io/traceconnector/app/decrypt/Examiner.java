package io.traceconnector.app.decrypt;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.app.decrypt.Examination.Read;
import io.traceconnector.app.decrypt.Examination.Unread;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkMeta;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies one link and, where nothing is wrong with it, opens its data. */
final class Examiner {

    private static final Logger LOG = LoggerFactory.getLogger(Examiner.class);

    /** Of a trace's id, see {@link io.traceconnector.api.TraceId}. */
    private static final int MAX_TRACE_LENGTH = 128;

    private static final Json NULL = Json.of("null".getBytes(StandardCharsets.US_ASCII));

    private final long maxLinkSize;
    private final KeyRing ring;
    private final FactFinder finder;
    private final KnownFacts facts;
    private final RecipientKeys recipients;
    private final EnvelopeOpener envelopes;
    private volatile OwnKeys own = OwnKeys.NONE;

    Examiner(
            DecryptConfig config,
            KeyRing ring,
            FactFinder finder,
            KnownFacts facts,
            RecipientKeys recipients,
            EnvelopeOpener envelopes) {
        this.maxLinkSize = config.maxLinkSize();
        this.ring = ring;
        this.finder = finder;
        this.facts = facts;
        this.recipients = recipients;
        this.envelopes = envelopes;
    }

    /** @param passing see {@link LinkText} */
    Examination examine(
            Set<OrganisationId> organisations,
            byte[] raw,
            Optional<byte[]> form,
            Optional<LinkHash> stated,
            boolean passing) {
        if (raw.length > maxLinkSize
                || form.filter(bytes -> bytes.length > maxLinkSize).isPresent()) {
            return new Unread(Reason.TOO_LARGE);
        }
        LinkText text = new LinkText(raw, passing);
        Optional<LinkFacts> known = facts(organisations, text).filter(Examiner::hasTrace);
        if (known.isEmpty()) {
            return new Unread(Reason.UNVERIFIED);
        }
        boolean sound = known.get().isStatedBy(stated) && known.get().signaturesAreValid();
        Opening opening = sound ? open(organisations, text, known.get(), form) : Opening.closed(Reason.UNVERIFIED);
        return new Read(text, known.get(), stated, opening);
    }

    /** Our keys as they are now. */
    OwnKeys own() {
        OwnKeys known = own;
        if (!known.isStill(ring)) {
            known = OwnKeys.of(ring);
            own = known;
        }
        return known;
    }

    /** Opens encrypted data that came without its link. */
    Opening openData(Set<OrganisationId> organisations, byte[] data, byte[] metadata) {
        if (data.length > maxLinkSize || metadata.length > maxLinkSize) {
            return Opening.closed(Reason.TOO_LARGE);
        }
        LinkData content = LinkData.of(new Link(
                Link.VERSION,
                Bytes.copyOf(data),
                new LinkMeta.Builder().data(Bytes.copyOf(metadata)).build(),
                List.of()));
        OwnKeys now = own();
        return switch (finder.content(content, now)) {
            case Content.Encrypted(var named) ->
                envelopes.open(
                        organisations,
                        now,
                        named,
                        LooseCiphertext.of((LinkData.Encrypted) content, data, metadata, recipients));
            case Content.Barred(Reason reason) -> Opening.closed(reason);
            default -> plain(data, Reason.UNDECRYPTABLE);
        };
    }

    private static boolean hasTrace(LinkFacts facts) {
        return !facts.trace().isBlank() && facts.trace().length() <= MAX_TRACE_LENGTH;
    }

    private Optional<LinkFacts> facts(Set<OrganisationId> organisations, LinkText text) {
        try {
            return Optional.of(facts.of(organisations, text, own()));
        } catch (FormatException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            // The boundary of one link: whatever a partner may write into it, the links behind it must still be read.
            LOG.atError()
                    .addKeyValue("error", e.getClass().getName())
                    .addKeyValue("at", e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0])
                    .log("a link could not be read, so it stays closed; please report this");
            return Optional.empty();
        }
    }

    private Opening open(Set<OrganisationId> organisations, LinkText text, LinkFacts facts, Optional<byte[]> form) {
        return switch (facts.content()) {
            case Content.Nothing _ -> new Opening.Settled(new Payload.Plain(NULL));
            case Content.Clear _ -> plain(text.data(facts.data()), Reason.UNDECRYPTABLE);
            case Content.Hashed(var hash)
            when form.isPresent() ->
                hash.matches(form.get()) ? plain(form.get(), Reason.UNVERIFIED) : Opening.closed(Reason.UNVERIFIED);
            case Content.Hashed _ -> plain(text.data(facts.data()), Reason.UNDECRYPTABLE);
            case Content.Encrypted(var named) ->
                envelopes.open(organisations, facts.own(), named, text.ciphertext(facts, recipients));
            case Content.Barred(Reason reason) -> Opening.closed(reason);
        };
    }

    private static Opening plain(byte[] json, Reason otherwise) {
        return plain(json, canonical -> true, otherwise);
    }

    /** @param otherwise why it stays closed where it is not JSON, or its canonical form is not accepted */
    private static Opening plain(byte[] json, Predicate<byte[]> accepted, Reason otherwise) {
        try {
            byte[] canonical = CanonicalJson.canonicalize(json);
            return accepted.test(canonical)
                    ? new Opening.Settled(new Payload.Plain(Json.of(canonical)))
                    : Opening.closed(otherwise);
        } catch (FormatException e) {
            return Opening.closed(otherwise);
        }
    }
}
