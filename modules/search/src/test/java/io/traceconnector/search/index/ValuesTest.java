package io.traceconnector.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ValuesTest {

    @Property
    void ordersWholeNumbersExactly(@ForAll long a, @ForAll long b) {
        assertThat(Integer.signum(Numeral.of(a).compareTo(Numeral.of(b)))).isEqualTo(Long.compare(a, b));
        int bytes =
                Arrays.compareUnsigned(Numeral.of(a).sortable(), Numeral.of(b).sortable());
        assertThat(Integer.signum(bytes)).isEqualTo(Long.compare(a, b));
    }

    @Property
    void readsAWholeNumberAsItIsWritten(@ForAll long value) {
        assertThat(Numeral.parse(Long.toString(value))).contains(Numeral.of(value));
        assertThat(new BigDecimal(Numeral.of(value).plain())).isEqualByComparingTo(BigDecimal.valueOf(value));
    }

    @Property
    void ordersFractionsAsDoubles(@ForAll double a, @ForAll double b) {
        Numeral first = Numeral.parse(new BigDecimal(a).toString()).orElse(new Numeral(a, 0));
        Numeral second = Numeral.parse(new BigDecimal(b).toString()).orElse(new Numeral(b, 0));
        if (a < b) {
            assertThat(first).isLessThan(second);
        }
    }

    @Example
    void takesSpellingsOfOneNumberAsOne() {
        assertThat(Numeral.parse("1.0")).isEqualTo(Numeral.parse("1")).isEqualTo(Numeral.parse("10E-1"));
        assertThat(Numeral.parse("-0.0")).isEqualTo(Numeral.parse("0"));
        assertThat(Numeral.parse("1.250E1").orElseThrow().plain()).isEqualTo("12.5");
        assertThat(Numeral.parse("1e400")).isEmpty();
        assertThat(Numeral.parse("12a")).isEmpty();
        assertThat(Numeral.parse("")).isEmpty();
        assertThat(Numeral.parse("9007199254740993").orElseThrow().plain()).isEqualTo("9007199254740993");
    }

    @Example
    void recognisesDatesInData() {
        assertThat(Dates.inData("2026-02-28")).hasValue(millis("2026-02-28T00:00:00Z"));
        assertThat(Dates.inData("2026-02-28T10:00:00+02:00")).hasValue(millis("2026-02-28T08:00:00Z"));
        assertThat(Dates.inData("2026-02-28T10:00:00+0200")).hasValue(millis("2026-02-28T08:00:00Z"));
        assertThat(Dates.inData("2026-02-28T10:00:00.123Z")).hasValue(millis("2026-02-28T10:00:00.123Z"));
        assertThat(Dates.inData("2026-02-28 10:00")).hasValue(millis("2026-02-28T10:00:00Z"));
        assertThat(Dates.inData("2026-02-30")).isEmpty();
        assertThat(Dates.inData("2026-13-01")).isEmpty();
        assertThat(Dates.inData("2026")).isEmpty();
        assertThat(Dates.inData("2026-02-28 and more")).isEmpty();
        assertThat(Dates.inData("0123-45678")).isEmpty();
    }

    @Example
    void readsWhatAQueryMeansByADate() {
        assertThat(Dates.inQuery("2026")).contains(span("2026-01-01T00:00:00Z", "2026-12-31T23:59:59.999Z"));
        assertThat(Dates.inQuery("2026-02")).contains(span("2026-02-01T00:00:00Z", "2026-02-28T23:59:59.999Z"));
        assertThat(Dates.inQuery("2026-02-28T10:00"))
                .contains(span("2026-02-28T10:00:00Z", "2026-02-28T10:00:59.999Z"));
        assertThat(Dates.inQuery("2026-02-28T10:00:05Z"))
                .contains(span("2026-02-28T10:00:05Z", "2026-02-28T10:00:05.999Z"));
        assertThat(Dates.inQuery("soon")).isEmpty();
    }

    private static Dates.Span span(String first, String last) {
        return new Dates.Span(millis(first), millis(last));
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
