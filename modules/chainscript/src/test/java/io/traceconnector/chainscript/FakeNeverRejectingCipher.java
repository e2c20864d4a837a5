package io.traceconnector.chainscript;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;

/** RSA-OAEP by the runtime's provider, but some bytes where that refuses a block. */
final class FakeNeverRejectingCipher extends CipherSpi {
    private final Cipher real = Operation.RSA_UNWRAP.cipher(Operation.RSA_UNWRAP.runtimeProvider());

    FakeNeverRejectingCipher() throws GeneralSecurityException {}

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length) {
        try {
            return real.doFinal(input, offset, length);
        } catch (GeneralSecurityException e) {
            return new byte[44];
        }
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
        real.init(mode, key);
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameterSpec spec, SecureRandom random)
            throws InvalidKeyException {
        real.init(mode, key);
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
            throws InvalidKeyException {
        real.init(mode, key);
    }

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
