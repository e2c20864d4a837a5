package io.traceconnector.chainscript;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SignatureException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** A security provider with the services that a test gives it: wrong, or fast, each in one way. */
final class FakeProvider extends Provider {
    private static final long serialVersionUID = 1L;

    FakeProvider(String name) {
        super(name, "1", "for tests");
    }

    /** A signature algorithm that takes every signature for valid, and signs with as many zeroes. */
    FakeProvider credulous(String algorithm, int size) {
        return serving("Signature", algorithm, () -> new FakeSignature(size) {
            @Override
            boolean verify(byte[] message, byte[] signature) {
                return true;
            }
        });
    }

    /** Signs and verifies like the runtime, but with ECDSA also takes (0, 0). */
    FakeProvider forgetfulOfZeroes() {
        return serving("Signature", "SHA256withECDSA", () -> new FakeSignature(0) {
            @Override
            boolean verify(byte[] message, byte[] signature) throws SignatureException {
                return signature.length == 8 || runtime("SHA256withECDSA", message, signature);
            }

            @Override
            byte[] sign(byte[] message) throws SignatureException {
                return runtimeSignature("SHA256withECDSA", message);
            }
        });
    }

    /** RSA-OAEP that gives some bytes where a block does not open, as implicit rejection does with other paddings. */
    FakeProvider neverRejecting() {
        return serving("Cipher", "RSA/ECB/OAEPWithSHA-1AndMGF1Padding", FakeNeverRejectingCipher::new);
    }

    /** RSA signatures in no time, by knowing the answer; verifies right, but only after a nap. */
    FakeProvider fastAtSigningOnly(byte[] answer) {
        return serving("Signature", "SHA256withRSA", () -> new FakeSignature(0) {
            @Override
            boolean verify(byte[] message, byte[] signature) throws SignatureException {
                LockSupport.parkNanos(20_000_000);
                return runtime("SHA256withRSA", message, signature);
            }

            @Override
            byte[] sign(byte[] message) {
                return answer.clone();
            }
        });
    }

    /** Throws errors where it should work, as native code does that is not for this machine. */
    FakeProvider unlinked(String type, String algorithm) {
        return serving(type, algorithm, () -> {
            throw new UnsatisfiedLinkError("not for this machine");
        });
    }

    private FakeProvider serving(String type, String algorithm, Callable<Object> implementation) {
        putService(new Service(this, type, algorithm, Object.class.getName(), List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                try {
                    return implementation.call();
                } catch (Exception e) {
                    throw new NoSuchAlgorithmException(e);
                }
            }
        });
        return this;
    }
}
