package io.traceconnector.app.keys;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;

/** Keys of the tests, made once: RSA takes its time. */
public final class TestKeys {

    public static final PrivateKeyPem RSA = PrivateKeyPem.generate(KeySpec.RSA_2048);
    public static final PrivateKeyPem OTHER_RSA = PrivateKeyPem.generate(KeySpec.RSA_2048);
    public static final PrivateKeyPem RSA_3072 = PrivateKeyPem.generate(KeySpec.RSA_3072);
    public static final PrivateKeyPem EC = PrivateKeyPem.generate(KeySpec.EC_P256);
    public static final PrivateKeyPem ED25519 = PrivateKeyPem.generate(KeySpec.ED25519);

    private TestKeys() {}
}
