package io.traceconnector.chainscript;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.Optional;

/** Collects a message and leaves to its subclass what to do with it. */
abstract class FakeSignature extends SignatureSpi {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final int size;
    private Optional<PublicKey> publicKey = Optional.empty();
    private Optional<PrivateKey> privateKey = Optional.empty();

    FakeSignature(int size) {
        this.size = size;
    }

    abstract boolean verify(byte[] message, byte[] signature) throws SignatureException;

    byte[] sign(byte[] message) throws SignatureException {
        return new byte[size];
    }

    boolean runtime(String algorithm, byte[] message, byte[] signature) throws SignatureException {
        try {
            Signature real = Signature.getInstance(algorithm);
            real.initVerify(publicKey.orElseThrow());
            real.update(message);
            return real.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new SignatureException(e);
        }
    }

    byte[] runtimeSignature(String algorithm, byte[] message) throws SignatureException {
        try {
            Signature real = Signature.getInstance(algorithm);
            real.initSign(privateKey.orElseThrow());
            real.update(message);
            return real.sign();
        } catch (GeneralSecurityException e) {
            throw new SignatureException(e);
        }
    }

    @Override
    protected void engineInitVerify(PublicKey key) {
        publicKey = Optional.of(key);
        message.reset();
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
        privateKey = Optional.of(key);
        message.reset();
    }

    @Override
    protected void engineUpdate(byte b) {
        message.write(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        message.write(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        return sign(message.toByteArray());
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        return verify(message.toByteArray(), signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException();
    }
}
