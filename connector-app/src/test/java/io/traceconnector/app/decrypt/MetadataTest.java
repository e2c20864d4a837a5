package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1.50,\"recipients\":[{\"pubKey\":\"x\"}],\"b\":[{\"recipients\":1}]} | {\"a\":1.50,\"b\":[{\"recipients\":1}]}",
                "{\"Recipients\":null}      | {}",
                "{ \"n\" : 1e400 }          | {\"n\":1e400}",
                "[{\"recipients\":1}, 2]    | [{\"recipients\":1},2]",
                "[{\"recipients\":1}, 2    | null",
                "\"text\"                   | \"text\"",
                "{\"a\":                    | null",
                "{} {}                      | null",
                "nothing                    | null",
            })
    void leavesOutRecipientsAlone(String metadata, String expected) {
        assertThat(Metadata.withoutRecipients(metadata.getBytes(UTF_8)).text()).isEqualTo(expected);
    }

    @org.junit.jupiter.api.Test
    void isNullWhereThereIsNone() {
        assertThat(Metadata.withoutRecipients(new byte[0]).text()).isEqualTo("null");
    }
}
