package io.traceconnector.sandbox.fill;

import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.chainscript.Signer;
import io.traceconnector.sandbox.store.NewLink;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.AccountKey;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.Organisation;
import io.traceconnector.sandbox.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes links of drafts as the companies' own clients would: encrypts for the readers or hashes, and signs. For any number of threads. */
final class Sealer {

    private final World world;
    private final Organisation ours;
    private final LinkSealing sealing;
    private final Map<Long, Signer> signers = new HashMap<>();
    private final Map<Long, RecipientKey> recipients = new HashMap<>();

    /** @param former signs for accounts whose private key is not here */
    Sealer(World world, Organisation ours, Crypto crypto, Optional<PrivateKeyPem> former) {
        this.world = world;
        this.ours = ours;
        this.sealing = new LinkSealing(new Envelopes(crypto.algorithms()), new LinkSignatures(crypto.signatures()));
        for (Account account : world.accounts()) {
            account.signing()
                    .flatMap(key -> key.privateKey().or(() -> former))
                    .ifPresent(pair -> signers.put(account.id(), crypto.signer(pair)));
            for (AccountKey key : account.encryption()) {
                recipients.put(key.id(), new RecipientKey(Long.toString(key.id()), key.publicKey()));
            }
        }
    }

    /** @param early whether readers still use their oldest key */
    NewLink seal(Draft draft, boolean early) {
        Link plain = plain(draft);
        Signer signer = signer(draft);
        byte[] form = CanonicalJson.write(draft.data());
        boolean encrypted = draft.workflow().encrypted();
        Link link = encrypted
                ? sealing.seal(plain, form, recipients(draft, early), signer)
                : sealing.sealHash(plain, form, signer);
        return new NewLink(
                LinkHashing.of(link).bytes().toByteArray(),
                draft.parent().map(hash -> hash.bytes().toByteArray()),
                draft.trace(),
                draft.workflow().id(),
                draft.group().id(),
                draft.input().map(group -> group.id()).orElse(0L),
                draft.state(),
                draft.workflow().includes(ours)
                        && (!encrypted || draft.readers().contains(ours)),
                List.of(),
                LinkJson.write(link),
                encrypted ? Optional.empty() : Optional.of(form),
                draft.createdAt().toEpochMilli());
    }

    private static Link plain(Draft draft) {
        LinkBuilder builder = new LinkBuilder(
                        Long.toString(draft.workflow().id()), draft.trace().toString())
                .priority(draft.priority())
                .degree(1)
                .state(draft.state().name())
                .action(draft.action())
                .metadata(metadata(draft));
        draft.parent().ifPresent(builder::parent);
        return builder.build();
    }

    private static ObjectNode metadata(Draft draft) {
        ObjectNode metadata = Words.object()
                .put("configId", Long.toString(draft.workflow().config()))
                .put("createdAt", draft.createdAt().toString())
                .put("createdByAccountId", Long.toString(author(draft)))
                .put("groupId", Long.toString(draft.group().id()));
        draft.form().ifPresent(form -> metadata.put("formId", form));
        draft.lastForm().ifPresent(form -> metadata.put("lastFormId", form));
        draft.input().ifPresent(group -> metadata.putArray("inputs").add(Long.toString(group.id())));
        return metadata;
    }

    private List<RecipientKey> recipients(Draft draft, boolean early) {
        return draft.readers().stream()
                .map(reader -> world.organisation(reader).encryption())
                .map(keys -> early ? keys.getFirst() : keys.getLast())
                .map(key -> recipients.get(key.id()))
                .toList();
    }

    private Signer signer(Draft draft) {
        return Objects.requireNonNull(signers.get(author(draft)), "every author has a signing key");
    }

    private static long author(Draft draft) {
        return draft.byPerson()
                ? draft.author().personAccount()
                : draft.author().botAccount();
    }
}
