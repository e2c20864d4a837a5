package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.trace.Participation;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.chainscript.Recipients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For whom a workflow's links are encrypted: the owners of all its groups.
 *
 * @param readers owners with their keys' fingerprints
 * @param keys each once, in the order of the owners
 * @param told the readers as they are recorded with every link
 */
record RecipientSet(ReaderKeys readers, List<RecipientKey> keys, String told) {

    RecipientSet {
        keys = List.copyOf(keys);
    }

    /** @throws ProblemException where there is nobody, or somebody for whom nothing can be encrypted; nobody is left out */
    static RecipientSet of(Participation participation) {
        Map<String, RecipientKey> owners = new TreeMap<>();
        for (Participation.Group group : participation.groups()) {
            String owner = group.owner().orElseThrow(() -> withoutKey(group));
            if (!RowId.is(owner)) {
                throw problem("recipients_malformed", "The owner of group " + name(group) + " has no number at Trace.");
            }
            RecipientKey key = key(group);
            RecipientKey other = owners.putIfAbsent(owner, key);
            if (other != null && !other.publicKey().equals(key.publicKey())) {
                throw unusable(group, "is another one than the same account has in another group");
            }
        }
        if (owners.isEmpty()) {
            throw problem("recipients_missing", "The workflow has no groups, so there is nobody to encrypt for.");
        }
        if (owners.size() > Recipients.MAX) {
            throw problem(
                    "recipients_too_many",
                    "The workflow has " + owners.size() + " recipients; a link can have " + Recipients.MAX + ".");
        }
        Map<String, String> fingerprints = new LinkedHashMap<>();
        owners.forEach((owner, key) ->
                fingerprints.put(owner, key.publicKey().fingerprint().hex()));
        ReaderKeys readers = ReaderKeys.of(fingerprints);
        Map<String, RecipientKey> distinct = new LinkedHashMap<>();
        readers.byAccount().forEach((owner, fingerprint) -> distinct.putIfAbsent(fingerprint, owners.get(owner)));
        return new RecipientSet(readers, List.copyOf(distinct.values()), readers.json());
    }

    private static RecipientKey key(Participation.Group group) {
        Participation.EncryptionKey key = group.encryptionKey().orElseThrow(() -> withoutKey(group));
        PublicKeyPem publicKey;
        try {
            publicKey = PublicKeyPem.parse(key.pem());
        } catch (FormatException e) {
            throw unusable(group, "cannot be used (" + e.code() + ")");
        }
        if (publicKey.type() != KeyType.RSA) {
            throw unusable(group, "is not RSA");
        }
        return new RecipientKey(key.id(), publicKey);
    }

    private static ProblemException withoutKey(Participation.Group group) {
        return problem(
                "recipient_without_key",
                "The owner of group " + name(group) + " has no encryption key at Trace, so nothing is written: "
                        + "it could not be read there. Its owner must publish one.");
    }

    private static ProblemException unusable(Participation.Group group, String why) {
        return problem(
                "recipient_key_unusable",
                "The encryption key of the owner of group " + name(group) + " " + why
                        + ", so nothing is written. RSA with 2048 to 4096 bits is needed.");
    }

    private static ProblemException problem(String code, String detail) {
        return new ProblemException(409, code, detail);
    }

    private static String name(Participation.Group group) {
        return Words.quoted(group.label()) + " (" + Words.quoted(group.id()) + ")";
    }
}
