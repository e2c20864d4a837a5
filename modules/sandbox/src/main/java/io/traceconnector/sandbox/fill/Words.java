package io.traceconnector.sandbox.fill;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Draws people, places, amounts and sentences. Deterministic by its source of chance; for one thread. */
record Words(RandomGenerator random) {

    String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** A decimal of two places between two whole numbers. */
    BigDecimal amount(int low, int high) {
        return BigDecimal.valueOf(random.nextLong(low * 100L, high * 100L), 2);
    }

    String person() {
        return pick(Vocabulary.FIRST_NAMES) + " " + pick(Vocabulary.LAST_NAMES);
    }

    String reference(String prefix) {
        return prefix + "-" + between(100_000, 999_999);
    }

    /** One to three sentences, all English or all French. */
    String note() {
        List<String> language = chance(0.5) ? Vocabulary.FRENCH : Vocabulary.ENGLISH;
        StringBuilder note = new StringBuilder(pick(language));
        for (int more = between(0, 2); more > 0; more--) {
            note.append(' ').append(pick(language));
        }
        return note.toString();
    }

    ObjectNode address() {
        return object().put("street", between(1, 140) + " " + pick(Vocabulary.STREETS))
                .put("city", pick(Vocabulary.CITIES))
                .put("country", pick(Vocabulary.COUNTRIES));
    }

    ObjectNode contact() {
        String person = person();
        return object().put("name", person).put("phone", "+33 4 " + between(10_000_000, 99_999_999));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode money(BigDecimal amount) {
        return object().put("amount", amount).put("currency", "EUR");
    }
}
