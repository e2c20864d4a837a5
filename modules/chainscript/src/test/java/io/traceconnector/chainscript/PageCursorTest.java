package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PageCursorTest {
    static Stream<Arguments> cursors() {
        return Vectors.cases("cursors.json", "cursors", "decoded");
    }

    static Stream<Arguments> comparisons() {
        return Vectors.cases("cursors.json", "compare");
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void readsWhatOthersRead(JsonNode vector) {
        String cursor = vector.path("cursor").stringValue();
        if (cursor.isEmpty()) {
            assertThat(PageCursor.parse(cursor)).isEqualTo(PageCursor.START);
        } else if (vector.path("index").isNull()) {
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> PageCursor.parse(cursor))
                    .extracting(FormatException::code)
                    .isEqualTo("cursor");
        } else {
            assertThat(PageCursor.parse(cursor).index())
                    .isEqualByComparingTo(vector.path("index").decimalValue());
            assertThat(PageCursor.parse(cursor).text()).isEqualTo(cursor);
        }
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void comparesAsOthersCompare(JsonNode vector) {
        PageCursor left = PageCursor.parse(vector.path(0).stringValue());
        PageCursor right = PageCursor.parse(vector.path(1).stringValue());
        assertThat(left.compareTo(right)).isEqualTo(vector.path(2).intValue());
        assertThat(right.compareTo(left)).isEqualTo(-vector.path(2).intValue());
    }

    @Test
    void placesTheEmptyCursorBeforeNegativeOnes() {
        assertThat(PageCursor.START).isLessThan(PageCursor.parse(encoded("[\"natural\",-5]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"natural\",1e999999999]", "[\"natural\",1e-999999999]", "[\"natural\",1] ,", "[1,2", ""})
    void refusesNumbersThatCannotBeComparedAndOtherText(String json) {
        String cursor = json.isEmpty() ? " " : encoded(json);
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> PageCursor.parse(cursor));
    }

    @Test
    void refusesALongCursor() {
        String cursor = encoded("[\"" + "n".repeat(800) + "\",1]");
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> PageCursor.parse(cursor));
    }

    private static String encoded(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
