package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewTokenTest {

    private static final byte[] PIN = "987654".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    @Test
    void makesATokenOnceThatItsPinOpens() {
        SoftHsm hsm = SoftHsm.start(directory);

        NewToken.make(hsm.library(), "fresh", PIN);
        NewToken.make(hsm.library(), "fresh", PIN);

        String slots = hsm.run(List.of("softhsm2-util", "--show-slots"));
        assertThat(slots).containsOnlyOnce("fresh");
        SoftHsmToken token = new SoftHsmToken(hsm, "fresh", "987654", directory);
        token.generate("EC:prime256v1", "key", "01");
        assertThat(token.objects()).contains("key");
    }

    @Test
    void saysWhatTheLibraryRefuses() {
        SoftHsm hsm = SoftHsm.start(directory);

        assertThatThrownBy(() -> NewToken.make(hsm.library(), "fresh", new byte[] {'1'}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CKR_PIN");
    }
}
