package io.traceconnector.search.index;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.util.NumericUtils;

/**
 * A number in an order that is exact for whole numbers of any size up to 10^34 and that of doubles for the others: the nearest double, and
 * what the number is beyond it.
 */
public record Numeral(double nearest, long rest) implements Comparable<Numeral> {

    /** Bytes of {@link #sortable()}. */
    public static final int BYTES = 2 * Long.BYTES;

    private static final Pattern SYNTAX =
            Pattern.compile("[+-]?(\\d{1,100}(\\.\\d{0,100})?|\\.\\d{1,100})([eE][+-]?\\d{1,3})?");
    private static final long EXACT = 1L << 53;

    public Numeral {
        if (!Double.isFinite(nearest)) {
            throw new IllegalArgumentException("a number must be finite");
        }
        nearest = nearest == 0 ? 0.0 : nearest;
    }

    public static Numeral of(long value) {
        return Math.abs(value) <= EXACT && value != Long.MIN_VALUE
                ? new Numeral(value, 0)
                : of(BigInteger.valueOf(value)).orElseThrow();
    }

    /** Empty where the number is too large for a double. */
    public static Optional<Numeral> of(BigInteger value) {
        double nearest = value.doubleValue();
        if (Double.isInfinite(nearest)) {
            return Optional.empty();
        }
        BigInteger rest = value.subtract(new BigDecimal(nearest).toBigInteger());
        return Optional.of(new Numeral(nearest, rest.bitLength() < Long.SIZE ? rest.longValue() : 0));
    }

    /** Reads a number as JSON spells it, or with a plus or a bare point; empty where the text is no number or one too large. */
    public static Optional<Numeral> parse(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        if (value.signum() == 0 || value.stripTrailingZeros().scale() <= 0) {
            return of(value.toBigInteger());
        }
        double nearest = value.doubleValue();
        return Double.isInfinite(nearest) ? Optional.empty() : Optional.of(new Numeral(nearest, 0));
    }

    /** The nearest double as a long of the same order. */
    public long nearestBits() {
        return NumericUtils.doubleToSortableLong(nearest);
    }

    /** Bytes whose unsigned order is that of the numbers. */
    public byte[] sortable() {
        byte[] bytes = new byte[BYTES];
        NumericUtils.longToSortableBytes(nearestBits(), bytes, 0);
        NumericUtils.longToSortableBytes(rest, bytes, Long.BYTES);
        return bytes;
    }

    /** As people write it: without exponent where that is at most 40 digits. */
    public String plain() {
        BigDecimal value = (rest == 0 && nearest != Math.rint(nearest)
                        ? BigDecimal.valueOf(nearest)
                        : new BigDecimal(nearest).add(BigDecimal.valueOf(rest)))
                .stripTrailingZeros();
        return Math.abs((long) value.precision() - value.scale()) > 40 || value.scale() > 40
                ? value.toString()
                : value.toPlainString();
    }

    @Override
    public int compareTo(Numeral other) {
        int order = Double.compare(nearest, other.nearest);
        return order != 0 ? order : Long.compare(rest, other.rest);
    }
}
