package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoftHsmTest {

    @TempDir
    private Path directory;

    @Test
    void holdsLoadedAndGeneratedKeysThatCannotBeTakenOut() {
        SoftHsmToken token = SoftHsm.start(directory).token("first", "1234");
        token.load("rsa", "01", PrivateKeyPem.generate(KeySpec.RSA_2048));
        token.load("ec", "02", PrivateKeyPem.generate(KeySpec.EC_P256));
        token.load("ed", "03", PrivateKeyPem.generate(KeySpec.ED25519));
        token.generate("rsa:2048", "made", "04");
        token.delete("pubkey", "ec");
        assertThat(token.objects())
                .containsPattern("Private Key Object; RSA\\s+label: +rsa")
                .containsPattern("Private Key Object; EC\\s+label: +ec")
                .containsPattern("Private Key Object; EC_EDWARDS\\s+label: +ed")
                .containsPattern("label: +made\\s+ID: +04\\s+Usage: .*\\s+Access: .*never extractable")
                .doesNotContainPattern("Access: +(.*, )?extractable");
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().endsWith(".pem"));
    }

    @Test
    void takesATokenOutAndPutsItBack() {
        SoftHsm hsm = SoftHsm.start(directory);
        SoftHsmToken first = hsm.token("first", "1234");
        SoftHsmToken second = hsm.token("second", "5678");
        first.remove();
        assertThatThrownBy(first::objects).isInstanceOf(IllegalStateException.class);
        assertThat(second.objects()).isNotNull();
        first.putBack();
        assertThat(hsm.run(List.of("softhsm2-util", "--show-slots")))
                .contains(first.serial())
                .contains(second.serial());
    }
}
