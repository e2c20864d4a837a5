package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.PssSigningKey;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.file.Path;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Pkcs11CustodianTest {

    private static final byte[] CONTENT = {4, 5, 6};

    @TempDir
    private Path directory;

    private TestingTokens tokens;
    private SoftHsm hsm;
    private SoftHsmToken token;

    @BeforeEach
    void makeToken() {
        tokens = new TestingTokens(directory);
        hsm = SoftHsm.start(directory);
        token = hsm.token("first", "1234");
    }

    @AfterEach
    void closeTokens() {
        tokens.close();
    }

    @Test
    void usesKeysThatWereMadeInTheTokenAndCannotLeaveIt() {
        token.generate("rsa:2048", "rsa", "01");
        token.generate("EC:prime256v1", "ec", "02");
        token.generate("EC:edwards25519", "ed", "03");
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(id("01"));
        assertOpens(rsa, TestingTokens.wrap(rsa.publicKey(), CONTENT));
        for (String label : List.of("rsa", "ec", "ed")) {
            SigningKey key = custodian.signingKey(TestingTokens.label(label));
            assertThat(new MessageSignatures(Algorithms.platform())
                            .verify(PublicKeyPem.parse(key.publicKeyPem()), CONTENT, key.sign(CONTENT)))
                    .isTrue();
        }
    }

    @Test
    void takesAwayThePaddingItselfWhereTheTokenDoesOnlyPlainRsa() {
        token.load("rsa", "01", TestKeys.RSA);
        Unwrapper rsa = tokens.custodian(token, List.of(Unwrapping.RAW)).decryptionKey(TestingTokens.label("rsa"));
        byte[] block = TestingTokens.wrap(TestKeys.RSA.publicKey(), CONTENT);
        assertOpens(rsa, block);
        for (int i = 0; i < 256; i += 15) {
            byte[] changed = block.clone();
            changed[i] ^= 1;
            assertThat(rsa.unwrap(changed, TestingTokens.PATIENCE)).isEqualTo(new Unwrap.Rejected());
        }
        assertThat(rsa.unwrap(new byte[256], TestingTokens.PATIENCE)).isEqualTo(new Unwrap.Rejected());
        assertOpens(rsa, block);
    }

    @Test
    void signsByPssWithRsaKeysOnly() throws Exception {
        token.load("rsa", "01", TestKeys.RSA);
        token.load("ec", "02", TestKeys.EC);
        Pkcs11Custodian custodian = tokens.custodian(token);
        PssSigningKey rsa = (PssSigningKey) custodian.signingKey(TestingTokens.label("rsa"));
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        verifier.initVerify(TestKeys.RSA.publicKey().key());
        verifier.update(CONTENT);
        assertThat(verifier.verify(rsa.signPss(CONTENT))).isTrue();
        PssSigningKey ec = (PssSigningKey) custodian.signingKey(TestingTokens.label("ec"));
        assertThatThrownBy(() -> ec.signPss(CONTENT)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void readsThePublicHalfOfAnRsaKeyOutOfThePrivateOne() {
        token.load("rsa", "01", TestKeys.RSA);
        token.delete("pubkey", "rsa");
        assertThat(tokens.custodian(token)
                        .decryptionKey(TestingTokens.label("rsa"))
                        .publicKey())
                .isEqualTo(TestKeys.RSA.publicKey());
    }

    @Test
    void saysWhatToDoWhereThePublicHalfOfAKeyIsMissing() {
        token.load("ec", "02", TestKeys.EC);
        token.delete("pubkey", "ec");
        Pkcs11Custodian custodian = tokens.custodian(token);
        assertProblem(
                () -> custodian.signingKey(TestingTokens.label("ec")),
                KeyProblem.Code.KEY_TYPE_UNSUITABLE,
                "pkcs11-tool --write-object");
    }

    @Test
    void tellsAbsentAndAmbiguousNamesAndHowToNameOne() {
        token.load("twice", "01", TestKeys.RSA);
        token.load("twice", "02", TestKeys.OTHER_RSA);
        Pkcs11Custodian custodian = tokens.custodian(token);
        assertProblem(
                () -> custodian.decryptionKey(TestingTokens.label("twice")),
                KeyProblem.Code.KEY_AMBIGUOUS,
                "has 2 private keys with label twice; name one by label and id: label twice, id 0");
        assertProblem(
                () -> custodian.decryptionKey(TestingTokens.label("none")),
                KeyProblem.Code.KEY_ABSENT,
                "no private key with label none");
        KeyName exact = new KeyName(Optional.of("twice"), Optional.of("02"));
        assertThat(custodian.decryptionKey(exact).publicKey()).isEqualTo(TestKeys.OTHER_RSA.publicKey());
        assertThat(custodian.decryptionKey(id("01")).publicKey()).isEqualTo(TestKeys.RSA.publicKey());
    }

    @Test
    void refusesADecryptionKeyThatIsNotRsa() {
        token.load("ec", "02", TestKeys.EC);
        assertProblem(
                () -> tokens.custodian(token).decryptionKey(TestingTokens.label("ec")),
                KeyProblem.Code.KEY_TYPE_UNSUITABLE,
                "cannot be used");
    }

    @Test
    void usesTwoTokensOfOneLibraryAtATime() {
        token.load("rsa", "01", TestKeys.RSA);
        SoftHsmToken other = hsm.token("second", "5678");
        other.load("rsa", "01", TestKeys.OTHER_RSA);
        Unwrapper here = tokens.custodian(token).decryptionKey(TestingTokens.label("rsa"));
        Unwrapper there = tokens.custodian(other).decryptionKey(TestingTokens.label("rsa"));
        byte[] mine = TestingTokens.wrap(TestKeys.RSA.publicKey(), CONTENT);
        byte[] theirs = TestingTokens.wrap(TestKeys.OTHER_RSA.publicKey(), CONTENT);
        for (int i = 0; i < 5; i++) {
            assertOpens(here, mine);
            assertOpens(there, theirs);
            assertThat(here.unwrap(theirs, TestingTokens.PATIENCE)).isEqualTo(new Unwrap.Rejected());
        }
    }

    @Test
    void findsATokenByItsSerialOrSlot() {
        token.load("rsa", "01", TestKeys.RSA);
        TokenInfo info = tokens.libraries().tokens(hsm.library()).getFirst();
        assertThat(info.serial()).isEqualTo(token.serial());
        HsmConfig standard = tokens.config(token, 1, 1);
        for (HsmConfig named : List.of(
                named(standard, Optional.of(info.serial()), Optional.empty()),
                named(standard, Optional.empty(), Optional.of(info.slot())))) {
            try (Pkcs11Custodian custodian = new Pkcs11Custodian(
                    "named", named, tokens.libraries(), new KeyFileAccess(false), new SimpleMeterRegistry())) {
                assertThat(custodian.decryptionKey(id("01")).publicKey()).isEqualTo(TestKeys.RSA.publicKey());
            }
        }
    }

    @Test
    void saysWhichTokensThereAreWhereTheConfiguredOneIsNot() {
        SoftHsmToken absent = new SoftHsmToken(hsm, "absent", "1234", directory);
        assertProblem(
                () -> tokens.custodian(absent).decryptionKey(id("01")),
                KeyProblem.Code.CUSTODIAN_UNAVAILABLE,
                "no token labelled absent; the library sees first (serial " + token.serial());
    }

    @Test
    void saysThatALibraryIsNone() {
        HsmConfig config = HsmConfig.ofToken(directory.resolve("absent.so"), "first", tokens.pin("first", "1234"));
        try (Pkcs11Custodian custodian = new Pkcs11Custodian(
                "none", config, tokens.libraries(), new KeyFileAccess(false), new SimpleMeterRegistry())) {
            assertProblem(
                    () -> custodian.decryptionKey(id("01")),
                    KeyProblem.Code.CUSTODIAN_UNAVAILABLE,
                    "cannot be loaded as a PKCS#11 library");
        }
    }

    private static HsmConfig named(HsmConfig standard, Optional<String> serial, Optional<Long> slot) {
        return new HsmConfig(
                standard.library(),
                Optional.empty(),
                serial,
                slot,
                standard.pin(),
                standard.sessions(),
                standard.threads(),
                standard.retry(),
                standard.maxRetry());
    }

    private static KeyName id(String digits) {
        return new KeyName(Optional.empty(), Optional.of(digits));
    }

    private static void assertOpens(Unwrapper key, byte[] block) {
        assertThat(key.unwrap(block, TestingTokens.PATIENCE))
                .isInstanceOfSatisfying(
                        Unwrap.Unwrapped.class,
                        opened -> assertThat(opened.content()).isEqualTo(CONTENT));
    }

    private static void assertProblem(ThrowingCallable loading, KeyProblem.Code code, String what) {
        assertThatThrownBy(loading)
                .isInstanceOfSatisfying(
                        CustodyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageContaining(what);
    }
}
