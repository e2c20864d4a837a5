package io.traceconnector.app.decrypt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.SignatureCheck;
import java.util.Optional;

/** Finds out what the bytes of a link say: hashes, signatures, what the data is. */
final class FactFinder {

    /** Parsed public keys of signers that are remembered, each out of at most {@link #MAX_REMEMBERED_TEXT} bytes; the least used is forgotten. */
    private static final int MAX_REMEMBERED = 4096;

    private static final int MAX_REMEMBERED_TEXT = 2048;

    private final LinkSignatures signatures;
    private final RecipientKeys recipients;
    private final int maxRecipients;
    private final Cache<Bytes, PublicKeyPem> signers =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    FactFinder(LinkSignatures signatures, RecipientKeys recipients, int maxRecipients) {
        this.signatures = signatures;
        this.recipients = recipients;
        this.maxRecipients = maxRecipients;
    }

    /** @throws io.traceconnector.chainscript.FormatException when it is no link, or one of an unknown version */
    LinkFacts find(LinkText text, OwnKeys own) {
        Link link = text.link();
        LinkData data = LinkData.of(link);
        LinkHash hash = new LinkHash(LinkHashing.of(link).hex());
        LinkHash explicit = new LinkHash(LinkHashing.explicit(link).hex());
        return new LinkFacts(
                hash,
                Optional.of(explicit).filter(other -> !other.equals(hash)),
                Sha256.ofHash(hash),
                link.meta().process().name(),
                link.meta().mapId(),
                link.meta().prevLinkHash().isEmpty(),
                signatures.verify(link, this::signer).stream()
                        .map(FactFinder::fact)
                        .toList(),
                content(data, own),
                DataSpan.find(text.raw(), link, data),
                Optional.of(Heading.of(link)).filter(Heading::isShort),
                own);
    }

    /** Judges the content of a link anew; what else its bytes say has not changed. */
    LinkFacts renew(LinkFacts facts, LinkText text, OwnKeys own) {
        return facts.with(content(LinkData.of(text.link()), own), own);
    }

    Content content(LinkData data, OwnKeys own) {
        return switch (data) {
            case LinkData.None _ -> new Content.Nothing();
            case LinkData.Plain _ -> new Content.Clear();
            case LinkData.Hashed hashed -> new Content.Hashed(hashed);
            case LinkData.Encrypted encrypted
            when encrypted.recipients().size() > maxRecipients -> new Content.Barred(Reason.TOO_LARGE);
            case LinkData.Encrypted encrypted ->
                new Content.Encrypted(recipients.named(encrypted.recipients(), own.all()));
            case LinkData.Unreadable(String code) ->
                new Content.Barred(code.equals("recipients-count") ? Reason.TOO_LARGE : Reason.UNDECRYPTABLE);
        };
    }

    private PublicKeyPem signer(Bytes pem) {
        return pem.size() > MAX_REMEMBERED_TEXT
                ? PublicKeyPem.parse(pem.toByteArray())
                : signers.get(pem, text -> PublicKeyPem.parse(text.toByteArray()));
    }

    private static SignatureFact fact(SignatureCheck check) {
        Coverage covers = switch (check.covers()) {
            case ALL -> Coverage.ALL;
            case PART -> Coverage.PART;
        };
        return new SignatureFact(
                check.valid(),
                covers,
                check.key()
                        .filter(key -> check.valid())
                        .map(key -> new KeyId(key.fingerprint().hex())));
    }
}
