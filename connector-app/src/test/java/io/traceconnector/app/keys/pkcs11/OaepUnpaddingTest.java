package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.keys.TestKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the JDK's padding, which has been tried by more people. */
final class OaepUnpaddingTest {

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
    private static final RSAPublicKey PUBLIC =
            (RSAPublicKey) TestKeys.RSA.publicKey().key();
    private static final int SIZE = 256;
    private static final int LONGEST = SIZE - 42;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 31, 32, 44, 127, 128, 200, LONGEST - 1, LONGEST})
    void findsContentOfEachLength(int length) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        assertThat(OaepUnpadding.unpad(encoded(content)))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
    }

    @Test
    void keepsLeadingZerosAndOnesOfTheContent() throws Exception {
        byte[] content = {0, 0, 1, 0, 1, 1, 0};
        assertThat(OaepUnpadding.unpad(encoded(content)))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
    }

    @Test
    void rejectsAChangeOfAnyByteExactlyWhereTheJdkDoes() throws Exception {
        byte[] good = encoded("content".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < SIZE; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            assertAgrees(changed);
        }
    }

    /** Blocks whose masks are right, and whose data are wrong in one way each. */
    static Stream<byte[]> wrongData() {
        byte[] label = sha1();
        byte[] noSeparator = data(label, 0, 0);
        byte[] otherSeparator = data(label, 10, 2);
        byte[] otherSeparatorBeforeARightOne = data(label, 10, 0x80);
        otherSeparatorBeforeARightOne[40] = 1;
        byte[] otherLabel = data(new byte[20], 10, 1);
        byte[] lastByteOfLabel = label.clone();
        lastByteOfLabel[19] ^= (byte) 0x80;
        return Stream.of(
                noSeparator, otherSeparator, otherSeparatorBeforeARightOne, otherLabel, data(lastByteOfLabel, 10, 1));
    }

    @ParameterizedTest
    @MethodSource("wrongData")
    void rejectsEachKindOfWrongData(byte[] data) throws Exception {
        byte[] encoded = masked(0, data);
        assertAgrees(encoded);
        assertThat(OaepUnpadding.unpad(encoded)).isEmpty();
    }

    @Test
    void rejectsAFirstByteThatIsNotZeroAlthoughAllElseIsRight() throws Exception {
        byte[] data = data(sha1(), 10, 1);
        assertThat(OaepUnpadding.unpad(masked(0, data.clone()))).isPresent();
        assertThat(OaepUnpadding.unpad(masked(0x40, data.clone()))).isEmpty();
    }

    @Test
    void agreesWithTheJdkOnNumbersAtRandom() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] encoded = new byte[SIZE];
            random.nextBytes(encoded);
            encoded[0] = (byte) (i % 2);
            assertAgrees(encoded);
        }
    }

    @Test
    void wipesWhatItWasGiven() throws Exception {
        byte[] encoded = encoded(new byte[] {1});
        assertThat(OaepUnpadding.unpad(encoded)).isPresent();
        assertThat(encoded).containsOnly(0);
    }

    private static void assertAgrees(byte[] encoded) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, TestKeys.RSA.key(), OAEP);
        BigInteger number = new BigInteger(1, encoded).modPow(PUBLIC.getPublicExponent(), PUBLIC.getModulus());
        boolean inRange = new BigInteger(1, encoded).compareTo(PUBLIC.getModulus()) < 0;
        Optional<byte[]> opened = Optional.empty();
        if (inRange) {
            try {
                opened = Optional.of(cipher.doFinal(bytes(number)));
            } catch (BadPaddingException e) {
                assertThat(e).hasMessageContaining("adding");
            }
        }
        assertThat(OaepUnpadding.unpad(encoded.clone()).map(HexFormat.of()::formatHex))
                .isEqualTo(opened.map(HexFormat.of()::formatHex));
    }

    /** What plain RSA gives for a block that the JDK padded. */
    private static byte[] encoded(byte[] content) throws Exception {
        byte[] block = TestingTokens.wrap(TestKeys.RSA.publicKey(), content);
        RSAPrivateKey key = (RSAPrivateKey) TestKeys.RSA.key();
        return bytes(new BigInteger(1, block).modPow(key.getPrivateExponent(), key.getModulus()));
    }

    private static byte[] data(byte[] label, int zeros, int separator) {
        byte[] data = Arrays.copyOf(label, SIZE - 21);
        data[20 + zeros] = (byte) separator;
        return data;
    }

    private static byte[] masked(int first, byte[] data) throws Exception {
        byte[] seed = new byte[20];
        new Random(7).nextBytes(seed);
        xor(data, mask(seed, data.length));
        xor(seed, mask(data, 20));
        byte[] encoded = new byte[SIZE];
        encoded[0] = (byte) first;
        System.arraycopy(seed, 0, encoded, 1, 20);
        System.arraycopy(data, 0, encoded, 21, data.length);
        return encoded;
    }

    private static byte[] mask(byte[] seed, int length) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        byte[] mask = new byte[length + 20];
        for (int counter = 0; counter * 20 < length; counter++) {
            digest.update(seed);
            System.arraycopy(digest.digest(new byte[] {0, 0, 0, (byte) counter}), 0, mask, counter * 20, 20);
        }
        return mask;
    }

    private static void xor(byte[] target, byte[] mask) {
        IntStream.range(0, target.length).forEach(i -> target[i] ^= mask[i]);
    }

    private static byte[] sha1() {
        try {
            return MessageDigest.getInstance("SHA-1").digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(BigInteger number) {
        byte[] all = number.toByteArray();
        byte[] bytes = new byte[SIZE];
        int length = Math.min(all.length, SIZE);
        System.arraycopy(all, all.length - length, bytes, SIZE - length, length);
        return bytes;
    }
}
