package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.SymmetricKey;
import org.junit.jupiter.api.Test;

class SharedKeyTest {

    private final SymmetricKey key = SymmetricKey.random();
    private final SharedKey shared = new SharedKey(key);

    @Test
    void isWipedWhenItIsForgotten() {
        shared.forget();

        assertThat(key.isDestroyed()).isTrue();
        assertThat(shared.use(SymmetricKey::isDestroyed)).isEmpty();
    }

    @Test
    void isNotWipedUnderItsUsers() {
        assertThat(shared.use(used -> {
                    shared.forget();
                    return used.isDestroyed();
                }))
                .contains(false);
        assertThat(key.isDestroyed()).isTrue();
    }
}
