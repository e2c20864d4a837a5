package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A security provider that may serve operations. None is registered with the Java runtime. */
sealed interface Candidate {
    /** The provider where it offers the operation. */
    Optional<Provider> provider(Operation operation);

    /** What the runtime itself takes; another provider for each operation. */
    record JavaRuntime() implements Candidate {
        @Override
        public Optional<Provider> provider(Operation operation) {
            try {
                return Optional.of(operation.runtimeProvider());
            } catch (GeneralSecurityException e) {
                return Optional.empty();
            }
        }
    }

    /** Code for this kind of machine. */
    record Native(Provider provider) implements Candidate {
        private static final String AMAZON = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

        /** Amazon Corretto Crypto Provider; empty where it is not on the class path or its library does not load on this machine. */
        static Optional<Candidate> amazon() {
            try {
                Object provider = Class.forName(AMAZON).getField("INSTANCE").get(null);
                return Optional.ofNullable((Provider) provider).map(Native::new);
            } catch (ReflectiveOperationException | LinkageError e) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<Provider> provider(Operation operation) {
            return Optional.of(provider).filter(operation::isOfferedBy);
        }
    }

    /** BouncyCastle; made when it is first asked, which takes as long as all else. */
    final class Portable implements Candidate {
        private Optional<Provider> made = Optional.empty();

        @Override
        public synchronized Optional<Provider> provider(Operation operation) {
            if (made.isEmpty()) {
                made = Optional.of(new BouncyCastleProvider());
            }
            return made.filter(operation::isOfferedBy);
        }
    }
}
