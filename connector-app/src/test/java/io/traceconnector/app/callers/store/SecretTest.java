package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.store.Secret.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void hasTheFormThatScannersLookFor() {
        assertThat(Secret.make(Kind.SERVICE_ACCOUNT, "abcd1234").text())
                .matches("tcs_abcd1234_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}");
        assertThat(Secret.make(Kind.PLUGIN, Secret.newId()).text()).startsWith("tcp_");
        assertThat(Secret.make(Kind.CONNECTION, Secret.newId()).text()).startsWith("tcc_");
    }

    @Test
    void isReadAgainAsItsOwnKindOnly() {
        Secret secret = Secret.make(Kind.PLUGIN, "abcd1234");

        assertThat(Secret.parse(Kind.PLUGIN, secret.text())).contains(secret);
        assertThat(Secret.parse(Kind.CONNECTION, secret.text())).isEmpty();
        assertThat(Secret.parse(Kind.SERVICE_ACCOUNT, secret.text())).isEmpty();
    }

    @Test
    void oneWrongCharacterAnywhereIsRefused() {
        String text = Secret.make(Kind.SERVICE_ACCOUNT, Secret.newId()).text();

        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            String wrong = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(Secret.parse(Kind.SERVICE_ACCOUNT, wrong)).as(wrong).isEmpty();
        }
        assertThat(Secret.parse(Kind.SERVICE_ACCOUNT, text + "0")).isEmpty();
        assertThat(Secret.parse(Kind.SERVICE_ACCOUNT, "")).isEmpty();
    }

    @Test
    void noTwoAreEqualAndNoneIsPrinted() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Secret secret = Secret.make(Kind.SERVICE_ACCOUNT, "abcd1234");
            assertThat(made.add(secret.text())).isTrue();
            assertThat(secret.toString()).isEqualTo("tcs_abcd1234");
        }
    }
}
