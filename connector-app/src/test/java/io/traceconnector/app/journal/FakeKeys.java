package io.traceconnector.app.journal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;

/** Real keys of one organisation, which come and go. */
public final class FakeKeys implements KeyRing {

    public static final OrganisationId US = new OrganisationId("us");

    /** RSA takes its time, so these are made once. */
    public static final PrivateKeyPem OLD = PrivateKeyPem.generate(KeySpec.RSA_2048);

    public static final PrivateKeyPem NEW = PrivateKeyPem.generate(KeySpec.RSA_2048);
    public static final PrivateKeyPem SIGNING = PrivateKeyPem.generate(KeySpec.ED25519);
    public static final PrivateKeyPem NEW_SIGNING = PrivateKeyPem.generate(KeySpec.ED25519);

    private volatile List<PrivateKeyPem> decryption = List.of(OLD);
    private volatile PrivateKeyPem signing = SIGNING;
    private volatile boolean away;

    /** Newest first. */
    public void decryption(PrivateKeyPem... now) {
        decryption = List.of(now);
    }

    public void signing(PrivateKeyPem now) {
        signing = now;
    }

    public void away(boolean now) {
        away = now;
    }

    @Override
    public Set<OrganisationId> organisations() {
        return Set.of(US);
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        return decryption.stream().map(key -> DecryptionKey.of(key.publicKey())).toList();
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return decryptionKeys(organisation).toString();
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId id, byte[] block, Duration deadline) {
        if (away) {
            return new Unwrap.Unavailable("the fake is away");
        }
        try {
            PrivateKeyPem key = decryption.stream()
                    .filter(each -> DecryptionKey.of(each.publicKey()).id().equals(id))
                    .findFirst()
                    .orElseThrow();
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key.key());
            return new Unwrap.Unwrapped(cipher.doFinal(block));
        } catch (GeneralSecurityException e) {
            return new Unwrap.Rejected();
        }
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        if (away) {
            throw new KeyUnavailableException("the fake is away");
        }
        PrivateKeyPem key = signing;
        return new SigningKey() {
            @Override
            public byte[] publicKeyPem() {
                return key.publicKey().pemBytes().toByteArray();
            }

            @Override
            public byte[] sign(byte[] message) {
                return new MessageSignatures(Algorithms.platform()).sign(key, message);
            }
        };
    }

    @Override
    public void close() {}
}
