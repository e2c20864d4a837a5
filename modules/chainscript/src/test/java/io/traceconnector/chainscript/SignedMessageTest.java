package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SignedMessageTest {
    private final MessageSignatures signatures = new MessageSignatures(Algorithms.platform());

    static Stream<Arguments> messages() {
        return Vectors.cases("signatures.json", "signatures", "impl", "key");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void verifiesMessagesOfAllClients(JsonNode vector) {
        SignedMessage message =
                SignedMessage.read(vector.path("json").stringValue().getBytes(UTF_8));
        assertThat(message.isValid(signatures)).isTrue();
        assertThat(message.message().base64())
                .isEqualTo(vector.path("messageBase64").stringValue());
        assertThat(message.publicKey())
                .isEqualTo(PublicKeyPem.parse(vector.path("publicKeyPem").stringValue()));
        if (vector.has("bearerToken")) {
            assertThat(SignedMessage.readBearerToken(vector.path("bearerToken").stringValue()))
                    .isEqualTo(message);
        }
        if (vector.has("encodedSignaturePem")) {
            assertThat(SignedMessage.read(
                            vector.path("encodedSignaturePem").stringValue().getBytes(UTF_8)))
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void refusesAnotherMessage(JsonNode vector) {
        SignedMessage message = SignedMessage.read(Json.tree(vector.path("json").stringValue()));
        assertThat(new SignedMessage(message.publicKey(), message.signature(), Bytes.ofUtf8("other"))
                        .isValid(signatures))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RSA_4096")
    void comesBackFromItsOwnToken(KeySpec spec) {
        Signer signer = signatures.signer(PrivateKeyPem.generate(spec));
        SignedMessage message = SignedMessage.sign("{\"iat\":1,\"exp\":301}".getBytes(UTF_8), signer);
        assertThat(message.isValid(signatures)).isTrue();
        assertThat(SignedMessage.readBearerToken(message.bearerToken())).isEqualTo(message);
    }

    @Test
    void refusesWhatIsNoSignedMessage() {
        SignedMessage message =
                SignedMessage.sign(new byte[1], signatures.signer(PrivateKeyPem.generate(KeySpec.ED25519)));
        String json = new String(message.json(), UTF_8);
        for (String other : new String[] {
            "",
            "{}",
            "[]",
            "1",
            json.replace("message", "massage"),
            json.replace("\"signature\":\"", "\"signature\":\"A"),
            json.replace("\"public_key\":\"", "\"public_key\":\"!"),
            json + " ".repeat(1 << 16)
        }) {
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> SignedMessage.read(other.getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "e30="})
    void refusesWhatIsNoToken(String token) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> SignedMessage.readBearerToken(token));
    }
}
