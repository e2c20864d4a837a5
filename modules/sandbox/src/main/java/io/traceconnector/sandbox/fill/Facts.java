package io.traceconnector.sandbox.fill;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What stays the same throughout one process: every form of a trace speaks of the same goods, people and numbers. */
record Facts(
        String reference,
        String orderReference,
        List<Item> items,
        String container,
        String vessel,
        String from,
        String to) {

    /** A line of an order. */
    record Item(String product, String colour, int metres, BigDecimal price) {

        BigDecimal total() {
            return price.multiply(BigDecimal.valueOf(metres));
        }
    }

    static Facts draw(String prefix, Words words) {
        List<Item> items = new ArrayList<>();
        for (int i = words.between(1, 3); i > 0; i--) {
            items.add(new Item(
                    words.pick(Vocabulary.PRODUCTS),
                    words.pick(Vocabulary.COLOURS),
                    words.between(4, 240) * 25,
                    words.amount(3, 48)));
        }
        return new Facts(
                words.reference(prefix),
                words.reference("PO"),
                List.copyOf(items),
                "HFLU" + words.between(1_000_000, 9_999_999),
                words.pick(Vocabulary.VESSELS),
                words.pick(Vocabulary.PORTS),
                words.pick(Vocabulary.PORTS));
    }

    BigDecimal total() {
        return items.stream().map(Item::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int metres() {
        return items.stream().mapToInt(Item::metres).sum();
    }

    /** The date some days after a moment. */
    static String date(Instant moment, int days) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).plusDays(days).toString();
    }
}
