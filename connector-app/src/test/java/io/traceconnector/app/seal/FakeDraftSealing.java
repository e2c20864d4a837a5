package io.traceconnector.app.seal;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.KeyFingerprint;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.chainscript.Signer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Seals with keys of its own, for two recipients; one workflow's data may go in clear. */
public final class FakeDraftSealing implements DraftSealing {

    public static final String CLEAR = "204";
    public static final PrivateKeyPem OURS = PrivateKeyPem.generate(KeySpec.RSA_2048);
    public static final PrivateKeyPem PARTNERS = PrivateKeyPem.generate(KeySpec.RSA_2048);
    public static final PrivateKeyPem SIGNING = PrivateKeyPem.generate(KeySpec.ED25519);

    public final List<OrganisationId> sealedFor = new CopyOnWriteArrayList<>();
    private final MessageSignatures messages = new MessageSignatures(Algorithms.platform());
    private final LinkSealing sealing =
            new LinkSealing(new Envelopes(Algorithms.platform()), new LinkSignatures(messages));
    private final Signer signer = messages.signer(SIGNING);

    public static List<RecipientKey> recipients() {
        return List.of(new RecipientKey("1", OURS.publicKey()), new RecipientKey("2", PARTNERS.publicKey()));
    }

    @Override
    public boolean isClear(WorkflowId workflow) {
        return workflow.value().equals(CLEAR);
    }

    @Override
    public Set<KeyFingerprint> recipients(OrganisationId organisation, WorkflowId workflow) {
        return Set.of(OURS.publicKey().fingerprint(), PARTNERS.publicKey().fingerprint());
    }

    @Override
    public SealedLink seal(OrganisationId organisation, Link draft, byte[] form) {
        sealedFor.add(organisation);
        boolean clear = draft.meta().process().name().equals(CLEAR);
        Link link = clear ? sealing.sealHash(draft, form, signer) : sealing.seal(draft, form, recipients(), signer);
        return sealed(link, clear ? Optional.of(form) : Optional.empty());
    }

    @Override
    public SealedLink sign(OrganisationId organisation, Link draft) {
        sealedFor.add(organisation);
        return sealed(new LinkSignatures(messages).sign(draft, signer), Optional.empty());
    }

    private static SealedLink sealed(Link link, Optional<byte[]> form) {
        return new SealedLink(new LinkHash(LinkHashing.of(link).hex()), Optional.empty(), LinkJson.write(link), form);
    }
}
