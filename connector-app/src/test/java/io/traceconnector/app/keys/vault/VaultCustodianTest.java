package io.traceconnector.app.keys.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.PemFiles;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultCustodianTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    @TempDir
    private Path directory;

    private final FakeVault vault = FakeVault.start();
    private final List<VaultCustodian> made = new ArrayList<>();

    @AfterEach
    void stop() {
        vault.close();
        made.forEach(VaultCustodian::close);
    }

    @Test
    void signsWithTheVersionWhosePublicKeyItStatesUntilItIsAskedAnew() {
        vault.put("acme", TestKeys.ED25519);
        VaultCustodian custodian = custodian();
        SigningKey old = custodian.signingKey(named("acme"));
        vault.put("acme", TestKeys.EC);
        assertThat(verifies(old, old.sign(MESSAGE))).isTrue();
        assertThat(PublicKeyPem.parse(old.publicKeyPem())).isEqualTo(TestKeys.ED25519.publicKey());
        SigningKey rotated = custodian.signingKey(named("acme"));
        assertThat(PublicKeyPem.parse(rotated.publicKeyPem())).isEqualTo(TestKeys.EC.publicKey());
        assertThat(verifies(rotated, rotated.sign(MESSAGE))).isTrue();
    }

    @Test
    void staysWithTheVersionThatTheLabelNames() {
        vault.put("acme", TestKeys.OTHER_RSA);
        vault.put("acme", TestKeys.RSA);
        SigningKey first = custodian().signingKey(named("acme@1"));
        assertThat(PublicKeyPem.parse(first.publicKeyPem())).isEqualTo(TestKeys.OTHER_RSA.publicKey());
        assertThat(verifies(first, first.sign(MESSAGE))).isTrue();
        assertRefused("acme@3", KeyProblem.Code.KEY_ABSENT, "no version 3");
    }

    @Test
    void speaksToItsMountInItsNamespace() {
        vault.mountAt("teams/acme/transit");
        vault.requireNamespace("europe/paris");
        vault.put("acme", TestKeys.ED25519);
        VaultConfig config = new VaultConfig(
                vault.url(),
                "teams/acme/transit",
                Optional.of("europe/paris"),
                new SecretSource("exec:printf s.first-token"),
                Optional.empty(),
                Duration.ofSeconds(10),
                1);
        SigningKey key = custodian(config).signingKey(named("acme"));
        assertThat(verifies(key, key.sign(MESSAGE))).isTrue();
        assertRefused("acme", KeyProblem.Code.KEY_ABSENT, "mount and namespace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../sys/seal", "a/b", "a?b", "acme@0", "@1", "acme@x", "."})
    void asksForNoKeyThatCannotBe(String label) {
        assertRefused(label, KeyProblem.Code.KEY_ABSENT, "NAME or NAME@VERSION");
        assertThat(vault.requests()).isEmpty();
    }

    @Test
    void tellsThatItCannotUnwrapAndWhatToDo() {
        assertThatThrownBy(() -> custodian().decryptionKey(named("acme")))
                .hasMessageContaining("SHA-256 only")
                .hasMessageContaining("keep decryption keys in files or in an HSM")
                .isInstanceOfSatisfying(
                        CustodyException.class,
                        e -> assertThat(e.code()).isEqualTo(KeyProblem.Code.KEY_TYPE_UNSUITABLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|CUSTODIAN_REFUSED|for wrong",
                "403|CUSTODIAN_REFUSED|its policy lacks",
                "404|KEY_ABSENT|nothing at transit/keys/acme",
                "405|CUSTODIAN_REFUSED|405",
                "307|CUSTODIAN_UNAVAILABLE|standby",
                "429|CUSTODIAN_UNAVAILABLE|rate",
                "473|CUSTODIAN_UNAVAILABLE|standby",
                "500|CUSTODIAN_UNAVAILABLE|500",
                "503|CUSTODIAN_UNAVAILABLE|sealed",
                "204|CUSTODIAN_REFUSED|204"
            })
    void tellsWhatAStatusMeansAndNothingThatVaultSays(int status, KeyProblem.Code code, String meaning) {
        vault.answerAlways(status, status == 204 ? "" : "{\"errors\":[\"s.first-token from vault\"]}");
        VaultCustodian custodian = custodian();
        assertThatThrownBy(() -> custodian.signingKey(named("acme")))
                .hasMessageContaining(meaning)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("s.first-token", "from vault"))
                .isInstanceOfSatisfying(
                        CustodyException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(custodian.state().available()).isEqualTo(code == KeyProblem.Code.KEY_ABSENT);
        assertThat(custodian.state().detail()).contains(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"data\":7}"})
    void takesNothingElseForAnAnswer(String body) {
        vault.answerAlways(200, body);
        assertRefused("acme", KeyProblem.Code.CUSTODIAN_UNAVAILABLE, "Vault's answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'aes256-gcm96'}|KEY_TYPE_UNSUITABLE|aes256-gcm96",
                "{'type':'ed25519','derived':true}|KEY_TYPE_UNSUITABLE|derived",
                "{'type':'ed25519','latest_version':1,'keys':{'1':1700000000}}|KEY_ABSENT|no version 1",
                "{'type':'ed25519','latest_version':1,'keys':{'1':{'public_key':'AAAA'}}}|KEY_MALFORMED|public key",
                "{'type':'ed25519','latest_version':1,'keys':{'1':{'public_key':'!'}}}|KEY_MALFORMED|public key",
                "{'type':'rsa-2048','latest_version':1,'keys':{'1':{'public_key':'AAAA'}}}|KEY_MALFORMED|public key"
            })
    void refusesAKeyThatItCannotSignWith(String data, KeyProblem.Code code, String what) {
        vault.answerAlways(200, "{\"data\":" + data.replace('\'', '"') + "}");
        assertRefused("acme", code, what);
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        vault.answerAlways(200, "{\"data\":{\"type\":\"" + "x".repeat(1 << 20) + "\"}}");
        assertRefused("acme", KeyProblem.Code.CUSTODIAN_UNAVAILABLE, "cannot be asked");
    }

    @Test
    void givesNoSignatureThatDoesNotVerify() {
        vault.put("acme", TestKeys.ED25519);
        VaultCustodian custodian = custodian();
        SigningKey key = custodian.signingKey(named("acme"));
        vault.replace("acme", TestKeys.EC);
        assertUnavailable(key, "is no signature of it");
        for (String told : List.of("vault:v1:AAAA", "vault:v2:AAAA", "vault:v1:!", "", "AAAA")) {
            vault.answerAlways(200, "{\"data\":{\"signature\":\"" + told + "\"}}");
            assertUnavailable(key, "is no signature of it");
        }
        vault.answerAsUsual();
        vault.replace("acme", TestKeys.ED25519);
        assertThat(verifies(key, key.sign(MESSAGE))).isTrue();
    }

    @Test
    void isUnavailableWhileVaultIsSealedAndWorksAgainAfterwards() {
        vault.put("acme", TestKeys.ED25519);
        VaultCustodian custodian = custodian();
        SigningKey key = custodian.signingKey(named("acme"));
        assertThat(custodian.state().available()).isTrue();
        vault.answerAlways(503, "{\"errors\":[\"Vault is sealed\"]}");
        assertUnavailable(key, "sealed");
        assertThat(custodian.state().available()).isFalse();
        vault.answerAsUsual();
        assertThat(verifies(key, key.sign(MESSAGE))).isTrue();
        assertThat(custodian.state().available()).isTrue();
    }

    @Test
    void isUnavailableWhereTheVersionMayNoLongerSign() {
        vault.put("acme", TestKeys.ED25519);
        SigningKey key = custodian().signingKey(named("acme"));
        vault.refuseVersionsBefore(2);
        assertUnavailable(key, "(400)");
    }

    @Test
    void isUnavailableWhereNobodyListens() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        VaultCustodian custodian = custodian(TestingVault.trusting(nobody, Optional.empty()));
        assertThatThrownBy(() -> custodian.signingKey(named("acme")))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("cannot be asked (ConnectException)");
        assertThat(custodian.state().available()).isFalse();
    }

    @Test
    void waitsNoLongerThanItsTimeForAnAnswer() {
        vault.put("acme", TestKeys.ED25519);
        VaultCustodian custodian = custodian(TestingVault.config(
                vault.url(), new SecretSource("exec:printf s.first-token"), Duration.ofSeconds(1), 1));
        SigningKey key = custodian.signingKey(named("acme"));
        CountDownLatch answer = new CountDownLatch(1);
        vault.hold(answer);
        assertUnavailable(key, "did not answer within 1000 ms");
        answer.countDown();
        assertThat(verifies(key, key.sign(MESSAGE))).isTrue();
    }

    @Test
    void asksNoMoreAtOnceThanConfigured() {
        vault.put("acme", TestKeys.ED25519);
        VaultCustodian custodian = custodian(TestingVault.config(
                vault.url(), new SecretSource("exec:printf s.first-token"), Duration.ofSeconds(30), 2));
        SigningKey key = custodian.signingKey(named("acme"));
        CountDownLatch answer = new CountDownLatch(1);
        vault.hold(answer);
        List<CompletableFuture<byte[]>> calls = java.util.stream.IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> key.sign(MESSAGE), VIRTUAL))
                .toList();
        await().until(() -> vault.atOnce() == 2);
        answer.countDown();
        assertThat(calls)
                .allSatisfy(call -> assertThat(verifies(key, call.join())).isTrue());
        assertThat(vault.mostAtOnce()).isEqualTo(2);
    }

    @Test
    void readsTheTokenAgainWhereVaultRefusesIt() throws Exception {
        vault.put("acme", TestKeys.ED25519);
        Path file = new PemFiles(directory).file("token", "s.first-token\n", "rw-------");
        VaultCustodian custodian = custodian(
                TestingVault.config(vault.url(), new SecretSource("file:" + file), Duration.ofSeconds(10), 16));
        SigningKey key = custodian.signingKey(named("acme"));
        vault.requireToken("s.second-token");
        Files.writeString(file, "s.second-token\n");
        AtomicBoolean signed = new AtomicBoolean();
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(KeyUnavailableException.class)
                .until(() -> {
                    signed.set(verifies(key, key.sign(MESSAGE)));
                    return signed.get();
                });
    }

    @Test
    void doesNotReadARefusedTokenWithEveryRequest() {
        vault.requireToken("another");
        Path runs = directory.resolve("runs");
        VaultCustodian custodian = custodian(TestingVault.config(
                vault.url(),
                new SecretSource("exec:sh -c 'echo run >> \"$0\"; printf s.first-token' " + runs),
                Duration.ofSeconds(10),
                16));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> custodian.signingKey(named("acme"))).hasMessageContaining("403");
        }
        assertThat(runs).hasContent("run");
    }

    @Test
    void doesNotRunACommandThatFailsWithEveryRequest() {
        Path runs = directory.resolve("runs");
        VaultCustodian custodian = custodian(TestingVault.config(
                vault.url(),
                new SecretSource("exec:sh -c 'echo run >> \"$0\"; exit 9' " + runs),
                Duration.ofSeconds(10),
                16));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> custodian.signingKey(named("acme"))).hasMessageContaining("exit code 9");
        }
        assertThat(runs).hasContent("run");
    }

    @Test
    void refusesATokenThatOthersMayReadOrThatIsNone() {
        Path open = new PemFiles(directory).file("open", "s.first-token\n", "rw-r--r--");
        VaultCustodian exposed = custodian(
                TestingVault.config(vault.url(), new SecretSource("file:" + open), Duration.ofSeconds(10), 16));
        assertThatThrownBy(() -> exposed.signingKey(named("acme")))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("chmod 600 " + open);
        VaultCustodian words = custodian(TestingVault.config(
                vault.url(), new SecretSource("exec:printf 'two words'"), Duration.ofSeconds(10), 16));
        assertThatThrownBy(() -> words.signingKey(named("acme")))
                .hasMessageContaining("is not a token")
                .hasMessageNotContaining("two words");
        assertThat(vault.requests()).isEmpty();
    }

    @Test
    void signsNothingOnceClosed() {
        vault.put("acme", TestKeys.ED25519);
        VaultCustodian custodian = custodian();
        SigningKey key = custodian.signingKey(named("acme"));
        custodian.close();
        custodian.close();
        assertThatThrownBy(() -> key.sign(MESSAGE)).isInstanceOf(KeyUnavailableException.class);
    }

    private VaultCustodian custodian() {
        return custodian(TestingVault.config(vault));
    }

    private VaultCustodian custodian(VaultConfig config) {
        VaultCustodian custodian = new VaultCustodian(
                config, new KeyFileAccess(false), new MessageSignatures(Algorithms.platform()), Clock.systemUTC());
        made.add(custodian);
        return custodian;
    }

    private static KeyName named(String label) {
        return new KeyName(Optional.of(label), Optional.empty());
    }

    private static boolean verifies(SigningKey key, byte[] signature) {
        return new MessageSignatures(Algorithms.platform())
                .verify(PublicKeyPem.parse(key.publicKeyPem()), MESSAGE, signature);
    }

    private void assertRefused(String label, KeyProblem.Code code, String what) {
        VaultCustodian custodian = custodian();
        assertThatThrownBy(() -> custodian.signingKey(named(label)))
                .hasMessageContaining(what)
                .isInstanceOfSatisfying(
                        CustodyException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertUnavailable(SigningKey key, String why) {
        assertThatThrownBy(() -> key.sign(MESSAGE))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining(why);
    }
}
