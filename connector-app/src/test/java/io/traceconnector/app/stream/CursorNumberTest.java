package io.traceconnector.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Cursor;
import java.util.Base64;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorNumberTest {

    @Test
    void readsTheNumberOfANaturalCursor() {
        assertThat(CursorNumber.of(new Cursor("WyJuYXR1cmFsIiwyXQ=="))).isEqualTo(OptionalLong.of(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1]",
                "[\"natural\",\"2\"]",
                "[\"natural\",2,3]",
                "[[\"a\"],2]",
                "[\"natural\",2.5]",
                "[\"natural\",99999999999999999999]",
                "{\"natural\":2}",
                "[\"natural\",2",
                "\u0000"
            })
    void knowsNothingOfOtherCursors(String content) {
        String text = Base64.getEncoder().encodeToString(content.getBytes(UTF_8));
        assertThat(CursorNumber.of(new Cursor(text))).isEmpty();
    }

    @Test
    void knowsNothingOfTextThatIsNotBase64() {
        assertThat(CursorNumber.of(new Cursor("next page"))).isEmpty();
    }
}
