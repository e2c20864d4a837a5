package io.traceconnector.app;

import io.traceconnector.app.keys.pkcs11.SoftHsmToken;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The keys of the sandbox's organisation that is ours, in a token. */
final class TokenKeys {

    private TokenKeys() {}

    /** @param publicKeys gets the public halves; returned */
    static Path load(SoftHsmToken token, Path publicKeys) throws IOException {
        load(token, "meridian-signing", "01", KeySpec.EC_P256, publicKeys);
        load(token, "meridian-encryption", "02", KeySpec.RSA_2048, publicKeys);
        load(token, "meridian-encryption-old", "03", KeySpec.RSA_2048, publicKeys);
        return publicKeys;
    }

    private static void load(SoftHsmToken token, String name, String id, KeySpec spec, Path publicKeys)
            throws IOException {
        PrivateKeyPem key = PrivateKeyPem.generate(spec);
        token.load(name, id, key);
        Files.writeString(publicKeys.resolve(name + ".pub"), key.publicKey().text());
    }
}
