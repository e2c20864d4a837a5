package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KeysTest {
    private static final char[] PASSPHRASE = "secret".toCharArray();

    private final MessageSignatures signatures = new MessageSignatures(Algorithms.platform());

    static Stream<Arguments> keys() {
        return Vectors.cases("keys.json", "keys", "name");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsTheKeysOfAllClients(JsonNode vector) {
        PrivateKeyPem privateKey =
                PrivateKeyPem.parse(Vectors.ascii(vector.path("privatePem").stringValue()));
        PublicKeyPem publicKey = PublicKeyPem.parse(vector.path("publicPem").stringValue());
        assertThat(privateKey.publicKey()).isEqualTo(publicKey);
        assertSignsFor(privateKey, publicKey);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void writesPublicKeysAsClientsDo(JsonNode vector) {
        String text = vector.path("publicPem").stringValue();
        String written = PublicKeyPem.parse(text).text();
        if (vector.path("name").stringValue().equals("js010-ED25519")) {
            // That version added a NULL, which the standard form has not.
            assertThat(Pem.parse(written).der().size()).isEqualTo(44);
        } else {
            assertThat(written).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void writesPrivateKeysInTheFormThatAllClientsRead(JsonNode vector) {
        String text = vector.path("privatePem").stringValue();
        PrivateKeyPem key = PrivateKeyPem.parse(Vectors.ascii(text));
        if (key.type() == KeyType.ED25519) {
            assertThat(Pem.parse(key.unprotectedText()).der().size()).isEqualTo(82);
        }
        if (key.type() != KeyType.ED25519 || vector.path("impl").stringValue().startsWith("js")) {
            assertThat(key.unprotectedText()).isEqualTo(text);
        }
        assertThat(PrivateKeyPem.parse(Vectors.ascii(key.unprotectedText())).publicKey())
                .isEqualTo(key.publicKey());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void opensEncryptedKeysOfOtherClients(JsonNode vector) {
        if (!vector.has("encryptedPrivatePem")) {
            return;
        }
        byte[] pem = Vectors.ascii(vector.path("encryptedPrivatePem").stringValue());
        char[] passphrase = vector.path("password").stringValue().toCharArray();
        assertThat(PrivateKeyPem.isEncrypted(pem)).isTrue();
        assertThat(PrivateKeyPem.parse(pem, passphrase).publicKey())
                .isEqualTo(PublicKeyPem.parse(vector.path("publicPem").stringValue()));
        assertRefused("key-passphrase-wrong", pem, "correct horsf".toCharArray());
        assertRefused("key-passphrase-missing", pem, new char[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs1,rsa-spki", "rsa-pkcs8,rsa-spki", "rsa-pkcs8,rsa-pkcs1-public", "rsa-encrypted,rsa-spki",
        "rsa-encrypted-aes128,rsa-spki", "ec-sec1-params,ec-spki", "ec-pkcs8,ec-spki", "ed25519,ed25519-spki"
    })
    void readsTheKeysOfOpenssl(String privateFile, String publicFile) {
        PrivateKeyPem key = PrivateKeyPem.parse(openssl(privateFile), PASSPHRASE);
        assertThat(key.publicKey()).isEqualTo(PublicKeyPem.parse(openssl(publicFile)));
        assertSignsFor(PrivateKeyPem.parse(Vectors.ascii(key.unprotectedText())), key.publicKey());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-scrypt,key-encryption",
        "rsa-legacy,key-encryption",
        "ec-p384,key-type",
        "rsa-1024,key-size",
        "ec-spki,key-label"
    })
    void saysWhyItDoesNotReadAKey(String file, String code) {
        assertRefused(code, openssl(file), PASSPHRASE);
    }

    @ParameterizedTest
    @EnumSource
    void generatesKeysThatComeBack(KeySpec spec) {
        PrivateKeyPem key = PrivateKeyPem.generate(spec);
        assertThat(KeySpec.of(spec.word())).contains(spec);
        assertThat(key.type()).isEqualTo(spec.type());
        assertThat(key.publicKey().bits()).isEqualTo(spec.bits());
        assertSignsFor(PrivateKeyPem.parse(Vectors.ascii(key.unprotectedText())), key.publicKey());
        assertSignsFor(key, PublicKeyPem.of(key.publicKey().key()));
    }

    @Test
    void writesEncryptedKeys() {
        PrivateKeyPem key = PrivateKeyPem.generate(KeySpec.ED25519);
        byte[] encrypted = Vectors.ascii(key.encryptedText(PASSPHRASE));
        assertThat(new String(encrypted, US_ASCII)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(PrivateKeyPem.parse(encrypted, PASSPHRASE).publicKey()).isEqualTo(key.publicKey());
        assertRefused("key-passphrase-wrong", encrypted, "Secret".toCharArray());
    }

    @Test
    void toleratesEverySpellingOfPem() {
        String pem = Vectors.key("js-RSA").path("publicPem").stringValue();
        PublicKeyPem key = PublicKeyPem.parse(pem);
        String[] lines = pem.strip().split("\n", -1);
        String unwrapped = lines[0] + "\n"
                + String.join("", Arrays.copyOfRange(lines, 1, lines.length - 1))
                + "\n"
                + lines[lines.length - 1];
        for (String spelling : new String[] {
            pem.replace("\n", "\r\n"),
            pem.replace("\n", "\n   "),
            "  " + pem,
            pem.strip(),
            unwrapped,
            unwrapped.replace("\n", ""),
            pem.replace("\n", "\\n"),
            pem.replace("\n", "\\r\\n"),
            "some text\n" + pem + "more text",
            pem.replace("RSA PUBLIC", "PUBLIC"),
        }) {
            assertThat(PublicKeyPem.parse(spelling)).isEqualTo(key);
            assertThat(PublicKeyPem.fingerprintOf(spelling)).contains(key.fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMA==",
                "-----BEGIN PUBLIC KEY-----\nMA==\n-----END PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"
            })
    void refusesWhatIsNoPublicKey(String text) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> PublicKeyPem.parse(text));
        assertThat(PublicKeyPem.fingerprintOf(text)).isEmpty();
    }

    @Test
    void refusesAnEd25519KeyWhosePublicHalfIsAnothers() {
        Pem pem = Pem.parse(PrivateKeyPem.generate(KeySpec.ED25519).unprotectedText());
        byte[] der = pem.der().toByteArray();
        der[der.length - 1] ^= 1;
        assertRefused("key-mismatch", Vectors.ascii(new Pem(pem.label(), Bytes.copyOf(der)).text()), PASSPHRASE);
    }

    @Test
    void showsNoPrivateKey() {
        PrivateKeyPem key = Vectors.privateKey("go-ED25519");
        assertThat(key.toString())
                .isEqualTo("private key of ED25519 "
                        + key.publicKey().fingerprint().hex());
        assertThat(Pem.parse(key.unprotectedText()).toString()).isEqualTo("ED25519 PRIVATE KEY");
    }

    private void assertSignsFor(PrivateKeyPem privateKey, PublicKeyPem publicKey) {
        byte[] message = {1, 2, 3};
        byte[] signature = signatures.sign(privateKey, message);
        assertThat(signatures.verify(publicKey, message, signature)).isTrue();
        assertThat(signatures.verify(publicKey, new byte[] {1, 2, 4}, signature))
                .isFalse();
        assertThat(signatures.verify(publicKey, message, new byte[0])).isFalse();
    }

    private static void assertRefused(String code, byte[] pem, char[] passphrase) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> PrivateKeyPem.parse(pem, passphrase))
                .extracting(FormatException::code)
                .isEqualTo(code);
    }

    private static byte[] openssl(String file) {
        try (InputStream in = Objects.requireNonNull(KeysTest.class.getResourceAsStream("/openssl/" + file + ".pem"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
