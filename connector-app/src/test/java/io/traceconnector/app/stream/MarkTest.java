package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Position;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkTest {

    @Property(tries = 500)
    void isReadBackAsItWasWritten(@ForAll("marks") Mark mark) {
        assertThat(Mark.decode(mark.encode())).isEqualTo(mark);
    }

    @Property(tries = 500)
    void takesAnyTextWithoutFailing(@ForAll String text) {
        assertThat(Mark.decode(new Position(text.substring(0, Math.min(4096, text.length())))))
                .isEqualTo(Mark.START);
    }

    @Test
    void fitsIntoAPositionAtItsLargest() {
        Optional<Spot> far = Optional.of(new Spot(Optional.of(new Cursor("c".repeat(1024))), Long.MAX_VALUE));
        Mark mark = new Mark(far.get(), "k".repeat(10_000), far, far);

        assertThat(mark.encode().value().length()).isLessThanOrEqualTo(4096);
        assertThat(Mark.decode(mark.encode())).isEqualTo(mark);
        assertThat(mark.madeWith("k".repeat(10_000))).isTrue();
        assertThat(mark.madeWith("x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2;1:k1:30:0:0:0:0:",
                "1;",
                "1;1:k",
                "1;1:k0:0:0:0:0:0:",
                "1;1:k1:30:0:0:0:0:x",
                "1;99999999999:k",
                "1;2147483647:k1:3",
                "1;-5:k1:3",
                "1;1:k1:x0:0:0:0:0:",
                "1;1:k1:31: 0:0:0:0:"
            })
    void startsAnewWithWhatItDidNotWrite(String text) {
        assertThat(Mark.decode(new Position(text))).isEqualTo(Mark.START);
    }

    @Provide
    Arbitrary<Mark> marks() {
        Arbitrary<Optional<Cursor>> cursors = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(1024)
                .filter(text -> !text.isBlank())
                .map(Cursor::new)
                .optional();
        Arbitrary<Spot> spots = Combinators.combine(cursors, Arbitraries.longs().greaterOrEqual(0))
                .as(Spot::new);
        return Combinators.combine(spots, Arbitraries.strings().ofMaxLength(256), spots.optional(), spots.optional())
                .as(Mark::new);
    }
}
