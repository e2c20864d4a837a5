package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of a token's library failing in every way. All of it happens to one custodian, one after the other, which is never restarted.
 */
final class FaultyTokenTest {

    private static final List<String> CALLS = List.of(
            "C_Initialize",
            "C_Finalize",
            "C_GetSlotList",
            "C_GetTokenInfo",
            "C_GetMechanismList",
            "C_GetMechanismInfo",
            "C_OpenSession",
            "C_CloseSession",
            "C_GetSessionInfo",
            "C_Login",
            "C_FindObjectsInit",
            "C_FindObjects",
            "C_FindObjectsFinal",
            "C_GetAttributeValue",
            "C_DecryptInit",
            "C_Decrypt",
            "C_SignInit",
            "C_Sign");

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    /** What a busy machine may add to a deadline, and what signing may take: it has a deadline of its own. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private static final Duration SIGNING = Duration.ofSeconds(33);
    private static final KeyName DECRYPTION = new KeyName(Optional.of("decryption"), Optional.empty());
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path directory;

    private static FaultyLibrary library;
    private static Pkcs11Custodian custodian;
    private static Unwrapper unwrapper;
    private static SigningKey signing;
    private static WrappedBlock good;

    @BeforeAll
    static void start() throws Exception {
        SoftHsm hsm = SoftHsm.start(directory);
        SoftHsmToken token = hsm.token("faulty", "1234");
        PrivateKeyPem rsa = PrivateKeyPem.generate(KeySpec.RSA_2048);
        token.load("decryption", "01", rsa);
        token.load("signing", "02", PrivateKeyPem.generate(KeySpec.EC_P256));
        library = FaultyLibrary.compile(directory, hsm.library());
        good = WrappedBlock.of(rsa.publicKey(), "a symmetric key".getBytes(StandardCharsets.US_ASCII));
        HsmConfig config = new HsmConfig(
                library.path(),
                Optional.of(token.label()),
                Optional.empty(),
                Optional.empty(),
                new PinFile(directory.resolve("pin")).holding(token.pin()),
                4,
                16,
                Duration.ofMillis(20),
                Duration.ofMillis(100));
        custodian = new Pkcs11Custodian(
                "test", config, new Pkcs11Libraries(), new KeyFileAccess(false), new SimpleMeterRegistry());
        unwrapper = custodian.decryptionKey(DECRYPTION);
        signing = custodian.signingKey(new KeyName(Optional.of("signing"), Optional.empty()));
    }

    @AfterAll
    static void stop() {
        if (custodian != null) {
            custodian.close();
        }
    }

    static Stream<Arguments> everyCallAndFault() {
        EnumSet<Fault> faults = EnumSet.range(Fault.SESSION_HANDLE_INVALID, Fault.SLOW);
        return CALLS.stream().flatMap(call -> faults.stream().map(fault -> Arguments.of(call, fault)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyCallAndFault")
    void givesNothingUpWhileACallFailsAndWorksAgainAfterwards(String call, Fault fault) throws Exception {
        library.fault(call, fault);
        try {
            FutureTask<Boolean> signature = running(FaultyTokenTest::signs);
            unwrapsOrIsUnavailable();
            library.logOut();
            unwrapsOrIsUnavailable();
            library.closeAllSessions();
            unwrapsOrIsUnavailable();
            library.finish();
            unwrapsOrIsUnavailable();
            ends(signature, SIGNING);
        } finally {
            library.heal(call);
        }
        worksAgain();
    }

    static Stream<Arguments> everyCallAndCode() {
        EnumSet<Fault> faults = EnumSet.range(Fault.SESSION_HANDLE_INVALID, Fault.GENERAL_ERROR);
        faults.remove(Fault.SLOW);
        return CALLS.stream().flatMap(call -> faults.stream().map(fault -> Arguments.of(call, fault)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyCallAndCode")
    void givesNothingUpBecauseOfOneFailureInPassing(String call, Fault fault) throws Exception {
        library.closeAllSessions();
        library.faultOnce(call, fault);
        unwrapsOrIsUnavailable();
        ends(running(FaultyTokenTest::signs), SIGNING);
        library.heal(call);
        worksAgain();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyCallAndCode")
    void saysThatTheTokenIsAwayWhereKeysAreLoadedMeanwhile(String call, Fault fault) {
        library.fault(call, fault);
        try {
            library.closeAllSessions();
            custodian.decryptionKey(DECRYPTION);
        } catch (CustodyException e) {
            assertThat(e.code()).isEqualTo(KeyProblem.Code.CUSTODIAN_UNAVAILABLE);
        } finally {
            library.heal(call);
        }
        worksAgain();
        assertThat(custodian.decryptionKey(DECRYPTION).publicKey()).isEqualTo(unwrapper.publicKey());
    }

    @Test
    void meetsTheFaultsOfThisTest() {
        for (String call : CALLS) {
            library.fault(call, Fault.DEVICE_REMOVED);
            for (Runnable trouble : List.<Runnable>of(library::logOut, library::closeAllSessions, library::finish)) {
                trouble.run();
                unwrapper.unwrap(good.block(), DEADLINE);
                signs();
            }
            try {
                custodian.decryptionKey(DECRYPTION);
            } catch (CustodyException e) {
                assertThat(e.code()).isEqualTo(KeyProblem.Code.CUSTODIAN_UNAVAILABLE);
            }
            assertThat(library.struck()).as(call).isPositive();
            library.heal(call);
            worksAgain();
        }
    }

    @Test
    void rejectsADamagedBlockInTheMidstOfThis() {
        library.closeAllSessions();
        await().atMost(SIGNING)
                .untilAsserted(() -> assertThat(unwrapper.unwrap(good.damaged(), Duration.ofSeconds(10)))
                        .isEqualTo(new Unwrap.Rejected()));
    }

    private static void unwrapsOrIsUnavailable() throws Exception {
        switch (ends(running(() -> unwrapper.unwrap(good.block(), DEADLINE)), DEADLINE.plus(SLACK))) {
            case Unwrap.Unwrapped(byte[] content) -> assertThat(content).isEqualTo(good.content());
            case Unwrap.Unavailable(String reason) -> assertThat(reason).isNotBlank();
            case Unwrap.Rejected() -> fail("a good block was given up");
        }
    }

    private static void worksAgain() {
        await().atMost(SIGNING).untilAsserted(() -> {
            assertThat(unwrapper.unwrap(good.block(), DEADLINE))
                    .isInstanceOfSatisfying(
                            Unwrap.Unwrapped.class,
                            opened -> assertThat(opened.content()).isEqualTo(good.content()));
            assertThat(signs()).isTrue();
            assertThat(custodian.state().available()).isTrue();
        });
    }

    /** False where the key is unavailable. */
    private static boolean signs() {
        try {
            byte[] signature = signing.sign(MESSAGE);
            assertThat(new MessageSignatures(Algorithms.platform())
                            .verify(PublicKeyPem.parse(signing.publicKeyPem()), MESSAGE, signature))
                    .isTrue();
            return true;
        } catch (KeyUnavailableException e) {
            return false;
        }
    }

    private static <T> FutureTask<T> running(Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static <T> T ends(FutureTask<T> task, Duration within) throws Exception {
        try {
            return task.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a call goes on long beyond its deadline", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
