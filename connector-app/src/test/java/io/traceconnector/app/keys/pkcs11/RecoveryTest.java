package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a token underneath, the same key objects work again afterwards. */
final class RecoveryTest {

    private static final byte[] CONTENT = {1, 2, 3};
    private static final byte[] BLOCK = TestingTokens.wrap(TestKeys.RSA.publicKey(), CONTENT);

    @TempDir
    private Path directory;

    private TestingTokens tokens;
    private SoftHsm hsm;
    private SoftHsmToken token;

    @BeforeEach
    void loadKeys() {
        tokens = new TestingTokens(directory);
        hsm = SoftHsm.start(directory);
        token = hsm.token("first", "1234");
        token.load("rsa", "01", TestKeys.RSA);
        token.load("ed", "02", TestKeys.ED25519);
    }

    @AfterEach
    void closeTokens() {
        tokens.close();
    }

    @Test
    void worksAtOnceAfterItsSessionsWereClosed() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        SigningKey ed = custodian.signingKey(TestingTokens.label("ed"));
        for (int i = 0; i < 3; i++) {
            new Underneath(hsm.library()).closeAllSessions(slot());
            assertOpens(rsa);
            new Underneath(hsm.library()).closeAllSessions(slot());
            assertSigns(ed);
        }
        assertThat(custodian.state().available()).isTrue();
    }

    @Test
    void worksAtOnceAfterALogout() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        SigningKey ed = custodian.signingKey(TestingTokens.label("ed"));
        new Underneath(hsm.library()).logout(slot());
        assertOpens(rsa);
        new Underneath(hsm.library()).logout(slot());
        assertSigns(ed);
    }

    @Test
    void findsKeysForAReloadAfterALogout() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        custodian.decryptionKey(TestingTokens.label("rsa")).close();
        new Underneath(hsm.library()).logout(slot());
        assertOpens(custodian.decryptionKey(TestingTokens.label("rsa")));
    }

    @Test
    void worksAtOnceAfterTheLibraryWasFinished() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        new Underneath(hsm.library()).finish();
        assertOpens(rsa);
    }

    @Test
    void keepsItsSessionsWithinTheirBoundThroughAllThat() throws Exception {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 3; round++) {
                new Underneath(hsm.library()).closeAllSessions(slot());
                for (Future<?> use : IntStream.range(0, 32)
                        .mapToObj(i -> threads.submit(() -> assertOpens(rsa)))
                        .toList()) {
                    use.get();
                }
            }
        }
        assertThat(custodian.state().detail()).matches(".*sessions: [2-5]");
    }

    @Test
    void comesBackWithATokenThatWasAwayAndSaysSoMeanwhile() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        token.remove();
        await().untilAsserted(() ->
                assertThat(rsa.unwrap(BLOCK, TestingTokens.PATIENCE)).isInstanceOf(Unwrap.Unavailable.class));
        await().untilAsserted(() -> {
            assertThat(custodian.state().available()).isFalse();
            assertThat(custodian.state().detail()).contains("no token labelled first");
        });
        token.putBack();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(custodian.state().available()).isTrue());
        await().untilAsserted(() -> assertOpens(rsa));
    }

    @Test
    void leavesOtherTokensOfTheLibraryAtWorkWhileOneIsAway() {
        SoftHsmToken other = hsm.token("second", "5678");
        other.load("rsa", "01", TestKeys.OTHER_RSA);
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper gone = custodian.decryptionKey(TestingTokens.label("rsa"));
        Unwrapper there = tokens.custodian(other).decryptionKey(TestingTokens.label("rsa"));
        byte[] block = TestingTokens.wrap(TestKeys.OTHER_RSA.publicKey(), CONTENT);
        token.remove();
        await().untilAsserted(() -> {
            assertThat(gone.unwrap(BLOCK, TestingTokens.PATIENCE)).isInstanceOf(Unwrap.Unavailable.class);
            assertThat(custodian.state().available()).isFalse();
        });
        for (int i = 0; i < 50; i++) {
            assertThat(there.unwrap(block, TestingTokens.PATIENCE)).isInstanceOf(Unwrap.Unwrapped.class);
        }
        token.putBack();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertOpens(gone));
        assertThat(there.unwrap(block, TestingTokens.PATIENCE)).isInstanceOf(Unwrap.Unwrapped.class);
    }

    @Test
    void isUnavailableForAKeyThatWasDeletedWhileOthersWork() {
        token.load("second", "03", TestKeys.OTHER_RSA);
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper gone = custodian.decryptionKey(TestingTokens.label("second"));
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        byte[] block = TestingTokens.wrap(TestKeys.OTHER_RSA.publicKey(), CONTENT);
        token.delete("privkey", "second");
        for (int i = 0; i < 20; i++) {
            assertThat(gone.unwrap(block, TestingTokens.PATIENCE)).isInstanceOf(Unwrap.Unavailable.class);
            await().untilAsserted(() -> assertOpens(rsa));
        }
    }

    @Test
    void triesAWrongPinOnceAndAgainOnlyWhenItIsAnotherOne() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Pkcs11Custodian another = tokens.custodian(token);
        tokens.pin("first", "4321");
        assertRefused(custodian, "C_Login gave CKR_PIN_INCORRECT");
        assertThat(custodian.state().available()).isFalse();
        assertThat(custodian.state().detail()).contains("refuses the PIN").doesNotContain("4321");
        assertRefused(custodian, "refused this PIN before");
        assertRefused(another, "refused this PIN before");
        tokens.pin("first", "1234");
        assertOpens(custodian.decryptionKey(TestingTokens.label("rsa")));
    }

    @Test
    void stopsWhereThePinWasChangedWhileTheTokenWasInUse() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        tokens.pin("first", "9999");
        new Underneath(hsm.library()).logout(slot());
        assertThat(rsa.unwrap(BLOCK, TestingTokens.PATIENCE))
                .isInstanceOfSatisfying(
                        Unwrap.Unavailable.class,
                        away -> assertThat(away.reason()).contains("refuses the PIN"));
        tokens.pin("first", "1234");
        assertThat(rsa.unwrap(BLOCK, TestingTokens.PATIENCE)).isInstanceOf(Unwrap.Unavailable.class);
        custodian.decryptionKey(TestingTokens.label("rsa")).close();
        assertOpens(rsa);
    }

    @Test
    void refusesAPinThatOthersMayReadWithTheCommandThatMendsIt() throws IOException {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Files.setPosixFilePermissions(directory.resolve("first.pin"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> custodian.decryptionKey(TestingTokens.label("rsa")))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void neitherOpensNorSignsAfterItWasClosed() {
        Pkcs11Custodian custodian = tokens.custodian(token);
        Unwrapper rsa = custodian.decryptionKey(TestingTokens.label("rsa"));
        custodian.close();
        custodian.close();
        assertThat(rsa.unwrap(BLOCK, TestingTokens.PATIENCE)).isInstanceOf(Unwrap.Unavailable.class);
        assertThatThrownBy(() -> custodian.signingKey(TestingTokens.label("ed")))
                .isInstanceOf(CustodyException.class);
        assertThat(custodian.state().available()).isFalse();
    }

    private void assertRefused(Pkcs11Custodian custodian, String reason) {
        assertThatThrownBy(() -> custodian.decryptionKey(TestingTokens.label("rsa")))
                .isInstanceOfSatisfying(
                        CustodyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(KeyProblem.Code.CUSTODIAN_REFUSED))
                .hasMessageContaining(reason)
                .hasMessageNotContaining("4321");
    }

    private static void assertOpens(Unwrapper key) {
        assertThat(key.unwrap(BLOCK, TestingTokens.PATIENCE))
                .isInstanceOfSatisfying(
                        Unwrap.Unwrapped.class,
                        opened -> assertThat(opened.content()).isEqualTo(CONTENT));
    }

    private static void assertSigns(SigningKey key) {
        assertThat(new MessageSignatures(Algorithms.platform())
                        .verify(TestKeys.ED25519.publicKey(), CONTENT, key.sign(CONTENT)))
                .isTrue();
    }

    private long slot() {
        return tokens.libraries().tokens(hsm.library()).stream()
                .filter(info -> info.label().equals("first"))
                .findFirst()
                .orElseThrow()
                .slot();
    }
}
