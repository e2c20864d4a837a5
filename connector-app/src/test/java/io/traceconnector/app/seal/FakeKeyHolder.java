package io.traceconnector.app.seal;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Verification;
import io.traceconnector.app.decrypt.LinkOpener;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.EnvelopeException;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens links with one key, for whoever asks. */
public final class FakeKeyHolder implements LinkOpener {

    private final PrivateKeyPem key;
    private final Envelopes envelopes = new Envelopes(Algorithms.platform());

    public FakeKeyHolder(PrivateKeyPem key) {
        this.key = key;
    }

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        return new Result(payload(raw), new Verification(true, List.of(), Verification.Parent.UNCHECKED));
    }

    private Payload payload(byte[] raw) {
        if (!(LinkData.of(LinkJson.read(raw)) instanceof LinkData.Encrypted encrypted)) {
            return new Payload.NotForUs();
        }
        return encrypted.recipients().stream()
                .filter(recipient -> recipient
                        .fingerprint()
                        .equals(Optional.of(key.publicKey().fingerprint())))
                .findFirst()
                .<Payload>map(recipient -> {
                    try {
                        byte[] plain = envelopes.openBlob(
                                envelopes.unwrap(
                                        key.key(), recipient.wrappedKey().toByteArray()),
                                encrypted.blob().toByteArray());
                        return new Payload.Opened(Json.of(plain));
                    } catch (EnvelopeException e) {
                        return new Payload.Closed(Payload.Reason.UNDECRYPTABLE);
                    }
                })
                .orElseGet(Payload.NotForUs::new);
    }

    @Override
    public Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
        return new Payload.NotForUs();
    }
}
