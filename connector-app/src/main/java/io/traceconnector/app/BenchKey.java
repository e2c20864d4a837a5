package io.traceconnector.app;

import io.traceconnector.app.keys.LooseKeys;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.SymmetricKey;
import java.time.Duration;
import java.util.Arrays;

/** A private key with something to do for it, as one provider or custodian serves it. Safe for many threads. */
sealed interface BenchKey extends AutoCloseable {

    PublicKeyPem publicKey();

    /** @throws CommandException where it cannot be used */
    void use();

    @Override
    void close();

    static BenchKey unwrapping(Unwrapper unwrapper) {
        SymmetricKey key = SymmetricKey.random();
        byte[] block = new Envelopes(Algorithms.platform()).wrap(key, unwrapper.publicKey());
        key.destroy();
        return new Unwrapping(unwrapper, block);
    }

    static BenchKey unwrapping(LooseKeys keys, PrivateKeyPem rsa) {
        return unwrapping(keys.unwrapper(rsa));
    }

    static BenchKey signing(SigningKey key) {
        return new Signing(key, PublicKeyPem.parse(key.publicKeyPem()), new byte[32]);
    }

    static BenchKey signing(LooseKeys keys, PrivateKeyPem pem) {
        return signing(keys.signingKey(pem));
    }

    /** @param block was made for the key */
    record Unwrapping(Unwrapper unwrapper, byte[] block) implements BenchKey {

        private static final Duration PATIENCE = Duration.ofSeconds(30);

        @Override
        public PublicKeyPem publicKey() {
            return unwrapper.publicKey();
        }

        @Override
        public void use() {
            switch (unwrapper.unwrap(block, PATIENCE)) {
                case Unwrap.Unwrapped(byte[] content) -> Arrays.fill(content, (byte) 0);
                case Unwrap.Unavailable(String reason) -> throw CommandException.failed(reason);
                case Unwrap.Rejected _ ->
                    throw CommandException.failed("the key does not open what was wrapped for it");
            }
        }

        @Override
        public void close() {
            unwrapper.close();
        }
    }

    /** @param message as long as what a link's signature is over */
    record Signing(SigningKey key, PublicKeyPem publicKey, byte[] message) implements BenchKey {

        @Override
        public void use() {
            key.sign(message);
        }

        @Override
        public void close() {
            key.retire();
        }
    }
}
