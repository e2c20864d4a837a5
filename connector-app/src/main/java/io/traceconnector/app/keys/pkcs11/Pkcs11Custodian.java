package io.traceconnector.app.keys.pkcs11;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrapper;
import java.util.List;

/**
 * Keys in one token. They are used where they are, extractable or not. Whatever happens to sessions, login, token or library, it mends by
 * itself, in a rhythm that spares the token; meanwhile its keys are unavailable. Only a PIN that was refused is not tried again: until
 * {@link #decryptionKey} or {@link #signingKey} is called and the PIN is another one.
 */
public final class Pkcs11Custodian implements Custodian {

    private final Token token;
    private final KeyLoader loader;

    /**
     * Does not touch the token yet.
     *
     * @param name as configured; a tag of meters and part of names of threads
     * @param libraries the ones of the process
     * @param access who may have access to a file with the PIN
     */
    public Pkcs11Custodian(
            String name, HsmConfig config, Pkcs11Libraries libraries, KeyFileAccess access, MeterRegistry meters) {
        this(name, config, libraries, access, meters, List.of(Unwrapping.values()));
    }

    Pkcs11Custodian(
            String name,
            HsmConfig config,
            Pkcs11Libraries libraries,
            KeyFileAccess access,
            MeterRegistry meters,
            List<Unwrapping> unwrappings) {
        token = new Token(name, config, new TokenConnector(config, libraries, access), meters);
        loader = new KeyLoader(token, config, unwrappings);
    }

    /** {@inheritDoc} Blocks for at most a minute. */
    @Override
    public Unwrapper decryptionKey(KeyName name) {
        return loader.unwrapper(name);
    }

    /** {@inheritDoc} Blocks for at most a minute. What it gives for RSA keys is a {@link io.traceconnector.app.keys.PssSigningKey}. */
    @Override
    public SigningKey signingKey(KeyName name) {
        return loader.signingKey(name);
    }

    @Override
    public State state() {
        return token.state();
    }

    @Override
    public void close() {
        token.close();
    }
}
