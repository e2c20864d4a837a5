package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traceconnector.chainscript.ProviderChoice.Refusal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProviderChoiceTest {
    private static final KnownAnswers KNOWN = KnownAnswers.read();

    private static final Candidate RUNTIME = new Candidate.JavaRuntime();

    @ParameterizedTest
    @EnumSource(Operation.class)
    void everyProviderThatIsAtHandGivesTheKnownAnswers(Operation operation) {
        ProviderChoice choice = ProviderChoice.atHand();
        assertThat(choice.passing(operation))
                .containsKey("BC")
                .hasSize(Candidate.Native.amazon().isPresent() ? 3 : 2);
        assertThat(choice.refusals()).isEmpty();
    }

    @Test
    void nativeCodeServesPrivateKeysAndTheRuntimeBlobs() {
        assumeTrue(Candidate.Native.amazon().isPresent(), "no native provider for this machine");
        Algorithms fastest = ProviderChoice.atHand().fastest();
        for (Operation operation : List.of(Operation.RSA_UNWRAP, Operation.RSA_SIGN, Operation.ED25519_SIGN)) {
            assertThat(fastest.provider(operation)).isEqualTo("AmazonCorrettoCryptoProvider");
        }
        assertThat(fastest.provider(Operation.AES_GCM))
                .isEqualTo(Algorithms.platform().provider(Operation.AES_GCM));
    }

    @Test
    void registersNoProvider() {
        int before = Security.getProviders().length;
        ProviderChoice.atHand().passing(Operation.RSA_UNWRAP);
        assertThat(Security.getProviders()).hasSize(before);
    }

    @Test
    void takesTheRuntimeAndBouncyCastleWhereThereIsNoNativeCode() {
        Algorithms fastest = new ProviderChoice(List.of(RUNTIME, new Candidate.Portable())).fastest();
        for (Operation operation : Operation.values()) {
            assertThat(fastest.provider(operation))
                    .isIn("BC", Algorithms.platform().provider(operation));
        }
        assertThat(fastest.provider(Operation.AES_GCM))
                .isEqualTo(Algorithms.platform().provider(Operation.AES_GCM));
    }

    @Test
    void neverTakesAProviderWhoseSignaturesAreWrong() {
        FakeProvider fake = new FakeProvider("Fake").credulous("Ed25519", 64).credulous("SHA256withRSA", 256);
        refuses(fake, Operation.ED25519_SIGN, Operation.ED25519_VERIFY, Operation.RSA_SIGN, Operation.RSA_VERIFY);
    }

    @Test
    void neverTakesAProviderThatAcceptsTheZeroSignature() {
        refuses(new FakeProvider("Fake").forgetfulOfZeroes(), Operation.EC_VERIFY);
    }

    @Test
    void neverTakesAProviderThatOpensATamperedBlock() {
        refuses(new FakeProvider("Fake").neverRejecting(), Operation.RSA_UNWRAP);
    }

    @Test
    void neverTakesAProviderThatDoesNotWorkOnThisMachine() {
        refuses(
                new FakeProvider("Fake").unlinked("Signature", "SHA256withECDSA"),
                Operation.EC_SIGN,
                Operation.EC_VERIFY);
    }

    private static void refuses(FakeProvider fake, Operation... operations) {
        ProviderChoice choice = new ProviderChoice(List.of(new Candidate.Native(fake), RUNTIME));
        Algorithms fastest = choice.fastest();
        for (Operation operation : operations) {
            assertThat(fastest.provider(operation)).isNotEqualTo("Fake");
            assertThat(choice.passing(operation)).doesNotContainKey("Fake");
        }
        assertThat(choice.refusals())
                .isEqualTo(Set.of(List.of(operations).stream()
                        .map(operation -> new Refusal("Fake", operation))
                        .toArray(Refusal[]::new)));
    }

    @Test
    void choosesForEachOperationByItself() {
        FakeProvider fake = new FakeProvider("Fake").fastAtSigningOnly(KNOWN.signature(KeyType.RSA));
        Algorithms fastest = new ProviderChoice(List.of(new Candidate.Native(fake), RUNTIME)).fastest();
        assertThat(fastest.provider(Operation.RSA_SIGN)).isEqualTo("Fake");
        assertThat(fastest.provider(Operation.RSA_VERIFY)).isEqualTo("SunRsaSign");
        assertThat(fastest.provider(Operation.EC_SIGN)).isEqualTo("SunEC");
    }

    @Test
    void refusesToWorkWhereNobodyDoesAnOperationRight() {
        FakeProvider fake = new FakeProvider("Fake").neverRejecting();
        assertThatIllegalStateException()
                .isThrownBy(() -> new ProviderChoice(List.of(new Candidate.Native(fake))).fastest())
                .withMessageContaining("rsa-unwrap");
    }

    @Test
    void oneKeyUnwrapsAndSignsInTheFormOfWhoServes() throws Exception {
        PrivateKeyPem pair = KNOWN.key(KeyType.RSA);
        for (Algorithms algorithms :
                ProviderChoice.atHand().passing(Operation.RSA_UNWRAP).values()) {
            PrivateKey unwrapping = algorithms.adopt(Operation.RSA_UNWRAP, pair.key());
            SymmetricKey key =
                    new Envelopes(algorithms).unwrap(unwrapping, KNOWN.block().bytes());
            assertThat(key.exposedBase64()).isEqualTo(KNOWN.block().content());
            MessageSignatures signatures = new MessageSignatures(algorithms);
            assertThat(signatures.sign(KeyType.RSA, signatures.adopt(pair), KNOWN.message()))
                    .isEqualTo(KNOWN.signature(KeyType.RSA));
        }
    }

    @Test
    void makesAPublicKeyInAProvidersFormOnce() {
        PublicKeyPem key = KNOWN.key(KeyType.EC_P256).publicKey();
        for (Algorithms algorithms :
                ProviderChoice.atHand().passing(Operation.EC_VERIFY).values()) {
            PublicKey adopted = algorithms.adopt(Operation.EC_VERIFY, key);
            assertThat(algorithms.adopt(Operation.EC_VERIFY, key)).isSameAs(adopted);
            assertThat(adopted.getEncoded()).isEqualTo(key.spki().toByteArray());
        }
    }
}
