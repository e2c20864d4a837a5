package io.traceconnector.chainscript;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A JSON number's one spelling: whole numbers as plain digits, others as {@code d.dddE[-]n}. Works on the decimal text, so no digit is
 * lost. One instance serves one document, so that the zeros written out for exponents are bound over all its numbers.
 */
final class CanonicalNumber {
    private static final double TWO_DIGITS_BELOW = 1e-300;
    private static final int MAX_ZEROS = 1 << 20;

    private final CanonicalSink out;
    private int zerosLeft = MAX_ZEROS;

    CanonicalNumber(CanonicalSink out) {
        this.out = out;
    }

    /** The shortest digits that give the same double again. */
    void append(double number) {
        String text = Double.toString(number);
        if (Math.abs(number) < TWO_DIGITS_BELOW && number != 0) {
            // Java prints at least two digits, also of the smallest doubles, for which one is enough.
            BigDecimal oneDigit = new BigDecimal(text).round(new MathContext(1));
            append(oneDigit.doubleValue() == number ? oneDigit.toString() : text);
        } else {
            append(text);
        }
    }

    /** Takes what JSON allows, and the plus sign that Java prints in exponents. */
    void append(String number) {
        int exponentAt = exponentAt(number);
        String mantissa = number.substring(0, exponentAt);
        boolean negative = mantissa.startsWith("-");
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(negative ? 1 : 0).replace(".", "");
        long fraction = point < 0 ? 0 : mantissa.length() - point - 1L;
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        int last = digits.length();
        while (last > first && digits.charAt(last - 1) == '0') {
            last--;
        }
        if (first == last) {
            out.ascii('0');
            return;
        }
        if (negative) {
            out.ascii('-');
        }
        // The value is the significant digits times ten to this.
        long scale = exponent(number, exponentAt) - fraction + (digits.length() - last);
        significant(digits.substring(first, last), scale);
    }

    private void significant(String digits, long scale) {
        if (digits.length() + Math.max(scale, 0) > Json.MAX_NUMBER_LENGTH) {
            throw new FormatException("json-number", "a JSON number with too many digits");
        }
        if (scale >= 0) {
            if (scale > zerosLeft) {
                throw new FormatException("json-number", "a JSON number that is too large to write out");
            }
            zerosLeft -= (int) scale;
            out.ascii(digits);
            out.zeros((int) scale);
            return;
        }
        long exponent = scale + digits.length() - 1;
        if (exponent < Integer.MIN_VALUE) {
            throw exponentOutOfRange();
        }
        out.ascii(digits.charAt(0));
        out.ascii('.');
        out.ascii(digits.length() == 1 ? "0" : digits.substring(1));
        out.ascii('E');
        out.ascii(Long.toString(exponent));
    }

    private static int exponentAt(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                return i;
            }
        }
        return number.length();
    }

    private static long exponent(String number, int exponentAt) {
        if (exponentAt == number.length()) {
            return 0;
        }
        int start = exponentAt + (number.charAt(exponentAt + 1) == '+' ? 2 : 1);
        try {
            return Integer.parseInt(number, start, number.length(), 10);
        } catch (NumberFormatException e) {
            throw exponentOutOfRange();
        }
    }

    private static FormatException exponentOutOfRange() {
        return new FormatException("json-number", "a JSON number whose exponent is out of range");
    }
}
