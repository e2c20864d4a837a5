package io.traceconnector.chainscript;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;

/**
 * Whether a provider does an operation right: known answers must come out, wrong input must be refused, and where an operation has no one
 * right answer the runtime's own provider must be able to undo it.
 */
final class SelfTest {
    /** The order of Ed25519's group, to make the second signature that a careless verifier takes for valid (RFC 8032, section 5.1.7). */
    private static final BigInteger ED25519_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final KnownAnswers known = KnownAnswers.read();
    private final Algorithms runtime = Algorithms.platform();

    boolean passes(Operation operation, Algorithms candidate) {
        try {
            return switch (operation) {
                case RSA_UNWRAP -> unwraps(candidate);
                case RSA_WRAP -> wraps(candidate);
                case RSA_SIGN -> signs(KeyType.RSA, candidate);
                case EC_SIGN -> signs(KeyType.EC_P256, candidate);
                case ED25519_SIGN -> signs(KeyType.ED25519, candidate);
                case RSA_VERIFY -> verifies(KeyType.RSA, candidate);
                case EC_VERIFY -> verifies(KeyType.EC_P256, candidate) && refuses(KeyType.EC_P256, zeroes(), candidate);
                case ED25519_VERIFY ->
                    verifies(KeyType.ED25519, candidate) && refuses(KeyType.ED25519, secondSignature(), candidate);
                case AES_GCM -> opensAndSeals(candidate);
            };
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            // The boundary to code of others: however it fails, it is not used.
            return false;
        }
    }

    /** One operation as it is done day by day, to be measured. */
    Exercise exercise(Operation operation, Algorithms candidate) {
        return switch (operation) {
            case RSA_UNWRAP -> {
                PrivateKey key = candidate.adopt(operation, known.block().key().key());
                yield () -> unwrap(candidate, key, known.block().bytes());
            }
            case RSA_WRAP -> () -> wrap(candidate);
            case RSA_SIGN -> signing(KeyType.RSA, candidate);
            case EC_SIGN -> signing(KeyType.EC_P256, candidate);
            case ED25519_SIGN -> signing(KeyType.ED25519, candidate);
            case RSA_VERIFY -> verifying(KeyType.RSA, candidate);
            case EC_VERIFY -> verifying(KeyType.EC_P256, candidate);
            case ED25519_VERIFY -> verifying(KeyType.ED25519, candidate);
            case AES_GCM -> {
                Envelopes envelopes = new Envelopes(candidate);
                yield () -> envelopes.openBlob(known.blob().key(), known.blob().bytes());
            }
        };
    }

    private boolean unwraps(Algorithms candidate) throws GeneralSecurityException {
        PrivateKey key =
                candidate.adopt(Operation.RSA_UNWRAP, known.block().key().key());
        byte[] block = known.block().bytes();
        return Arrays.equals(unwrap(candidate, key, block), known.block().content())
                && refusesBlock(candidate, key, flipped(block, block.length - 1))
                && refusesBlock(candidate, key, Arrays.copyOf(block, block.length - 1))
                && Arrays.equals(unwrap(candidate, key, block), known.block().content());
    }

    /** With these exceptions and no others: they alone mean that it is the block, not the provider, that is bad. */
    private static boolean refusesBlock(Algorithms candidate, PrivateKey key, byte[] block)
            throws GeneralSecurityException {
        try {
            unwrap(candidate, key, block);
            return false;
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return true;
        }
    }

    private boolean wraps(Algorithms candidate) throws GeneralSecurityException {
        byte[] first = wrap(candidate);
        byte[] second = wrap(candidate);
        return !Arrays.equals(first, second)
                && Arrays.equals(
                        unwrap(runtime, known.block().key().key(), second),
                        known.block().content());
    }

    private boolean signs(KeyType type, Algorithms candidate) {
        MessageSignatures signatures = new MessageSignatures(candidate);
        PrivateKeyPem key = known.key(type);
        byte[] signature = signatures.sign(type, signatures.adopt(key), known.message());
        return type == KeyType.EC_P256
                ? new MessageSignatures(runtime).verify(key.publicKey(), known.message(), signature)
                : Arrays.equals(signature, known.signature(type));
    }

    private boolean verifies(KeyType type, Algorithms candidate) {
        byte[] signature = known.signature(type);
        byte[] otherMessage = flipped(known.message(), 0);
        MessageSignatures signatures = new MessageSignatures(candidate);
        return signatures.verify(known.key(type).publicKey(), known.message(), signature)
                && !signatures.verify(known.key(type).publicKey(), otherMessage, signature)
                && refuses(type, flipped(signature, signature.length - 1), candidate)
                && refuses(type, flipped(signature, signature.length / 4), candidate)
                && refuses(type, new byte[0], candidate);
    }

    private boolean refuses(KeyType type, byte[] signature, Algorithms candidate) {
        return !new MessageSignatures(candidate).verify(known.key(type).publicKey(), known.message(), signature);
    }

    private boolean opensAndSeals(Algorithms candidate) {
        Envelopes envelopes = new Envelopes(candidate);
        byte[] blob = known.blob().bytes();
        byte[] sealed = envelopes.sealBlob(known.blob().key(), known.blob().plaintext());
        return Arrays.equals(
                        envelopes.openBlob(known.blob().key(), blob),
                        known.blob().plaintext())
                && Arrays.equals(
                        new Envelopes(runtime).openBlob(known.blob().key(), sealed),
                        known.blob().plaintext())
                && refusesBlob(envelopes, flipped(blob, blob.length - 1))
                && refusesBlob(envelopes, flipped(blob, blob.length / 2))
                && refusesBlob(envelopes, flipped(blob, 0));
    }

    private boolean refusesBlob(Envelopes envelopes, byte[] blob) {
        try {
            envelopes.openBlob(known.blob().key(), blob);
            return false;
        } catch (EnvelopeException e) {
            return true;
        }
    }

    private Exercise signing(KeyType type, Algorithms candidate) {
        MessageSignatures signatures = new MessageSignatures(candidate);
        PrivateKey key = signatures.adopt(known.key(type));
        return () -> signatures.sign(type, key, known.message());
    }

    private Exercise verifying(KeyType type, Algorithms candidate) {
        MessageSignatures signatures = new MessageSignatures(candidate);
        PublicKeyPem key = PublicKeyPem.of(known.key(type).publicKey().key());
        return () -> signatures.verify(key, known.message(), known.signature(type));
    }

    private static byte[] unwrap(Algorithms candidate, PrivateKey key, byte[] block) throws GeneralSecurityException {
        Cipher cipher = candidate.oaep();
        cipher.init(Cipher.DECRYPT_MODE, key);
        return cipher.doFinal(block);
    }

    private byte[] wrap(Algorithms candidate) throws GeneralSecurityException {
        Cipher cipher = candidate.wrapping();
        cipher.init(
                Cipher.ENCRYPT_MODE,
                candidate.adopt(Operation.RSA_WRAP, known.block().key().publicKey()));
        return cipher.doFinal(known.block().content());
    }

    /** ECDSA's (0, 0), which fits every message where a verifier forgets to look (CVE-2022-21449). */
    private static byte[] zeroes() {
        return Der.element(Der.SEQUENCE, Der.integer(0), Der.integer(0));
    }

    private byte[] secondSignature() {
        byte[] second = known.signature(KeyType.ED25519).clone();
        byte[] s = reversed(Arrays.copyOfRange(second, 32, 64));
        byte[] sum = reversed(new BigInteger(1, s).add(ED25519_ORDER).toByteArray());
        System.arraycopy(sum, 0, second, 32, sum.length);
        return second;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    /** Does one operation. */
    interface Exercise {
        void run() throws GeneralSecurityException;
    }
}
