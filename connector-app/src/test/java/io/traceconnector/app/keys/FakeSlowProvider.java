package io.traceconnector.app.keys;

import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.CipherSpi;

/** A security provider whose only cipher waits until it is released, and counts. */
final class FakeSlowProvider extends Provider {

    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicInteger ciphers = new AtomicInteger();
    private volatile boolean failing;

    FakeSlowProvider() {
        super("FakeSlow", "1", "for tests");
        putService(
                new Service(
                        this,
                        "Cipher",
                        "RSA/ECB/OAEPWithSHA-1AndMGF1Padding",
                        WaitingCipher.class.getName(),
                        List.of(),
                        Map.of()) {
                    @Override
                    public Object newInstance(Object parameter) {
                        ciphers.incrementAndGet();
                        return new WaitingCipher(FakeSlowProvider.this);
                    }
                });
    }

    boolean busy() {
        return running() > 0;
    }

    int running() {
        return running.get();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    int ciphersMade() {
        return ciphers.get();
    }

    void release() {
        released.countDown();
    }

    void fail() {
        failing = true;
    }

    private byte[] operate() {
        if (failing) {
            throw new ProviderException("out of order");
        }
        mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.decrementAndGet();
        }
        return new byte[] {1};
    }

    /** One operation at a time on each. */
    static final class WaitingCipher extends CipherSpi {

        private final FakeSlowProvider provider;

        WaitingCipher(FakeSlowProvider provider) {
            this.provider = provider;
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length) {
            return provider.operate();
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) {}

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec spec, SecureRandom random) {}

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {}

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected int engineGetBlockSize() {
            return 0;
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return 256;
        }

        @Override
        protected byte[] engineGetIV() {
            return new byte[0];
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            return new byte[0];
        }

        @Override
        protected int engineUpdate(byte[] input, int inputOffset, int length, byte[] output, int outputOffset) {
            return 0;
        }

        @Override
        protected int engineDoFinal(byte[] input, int inputOffset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }
    }
}
