package io.traceconnector.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Caller;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.lucene.util.IOUtils;

/**
 * A hidden field is not to be told from one that is not there: the same links, from which it was taken away, give the same answers to the same
 * caller. Results, counts, order, scores, facets, fields, suggestions, errors.
 */
class FieldIsolationTest {

    private static final List<String> WORDS = List.of(
            "pump", "pumps", "seal", "seals", "valve", "lyon", "rotterdam", "roterdam", "urgent", "secret", "secrets");
    private static final List<String> FIELDS = List.of(
            "supplier.name",
            "supplier.price",
            "amount",
            "due",
            "notes",
            "open",
            "mixed",
            "suplier.name",
            "note",
            "link.tags",
            "link.workflow",
            "link.priority",
            "list.code");
    private static final List<String> HIDDEN =
            List.of("supplier", "supplier.name", "amount", "due", "notes", "open", "mixed", "list", "list.code");

    @Property(tries = 4)
    void answersAsIfTheFieldWereNotThere(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        FakeSight sight = sight(random);
        Caller caller = TestingSearch.seeing(TestingSearch.ALPHA, sight);
        Path whole = Files.createTempDirectory("whole");
        Path taken = Files.createTempDirectory("taken");
        try (TestingSearch hiding = TestingSearch.open(whole);
                TestingSearch without = TestingSearch.open(taken)) {
            feed(hiding, without, sight, random);
            assertThat(hiding.fields(caller)).isEqualTo(without.fields(caller));
            RandomRequest requests = new RandomRequest(random, WORDS, FIELDS);
            for (int i = 0; i < 80; i++) {
                String body = requests.next();
                assertThat(IsolationTest.answer(() -> hiding.post(caller, body)))
                        .as("%s by %s", body, sight.fields())
                        .isEqualTo(IsolationTest.answer(() -> without.post(caller, body)));
            }
        }
        IOUtils.rm(whole, taken);
    }

    private static FakeSight sight(Random random) {
        List<FieldRule> rules = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String field = HIDDEN.get(random.nextInt(HIDDEN.size()));
            rules.add(
                    switch (random.nextInt(4)) {
                        case 0 -> FakeSight.deny(field);
                        case 1 -> FakeSight.deny(field, "7", "8");
                        default -> FakeSight.deny(field, "8");
                    });
        }
        return FakeSight.without(rules.toArray(FieldRule[]::new));
    }

    private static void feed(TestingSearch hiding, TestingSearch without, FakeSight sight, Random random) {
        for (int round = 0; round < 4; round++) {
            List<Sample> all = new ArrayList<>();
            List<Sample> stripped = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                Sample sample = Sample.link(round * 100 + i, data(random))
                        .workflow(random.nextInt(3) == 0 ? "8" : "7")
                        .trace("t" + random.nextInt(20), i)
                        .tagged(word(random));
                all.add(sample);
                stripped.add(sample.payload(new Payload.Opened(
                        sight.data(sample.feed().workflow(), ((Payload.Opened) sample.payload()).data()))));
            }
            hiding.feed(all.toArray(Sample[]::new));
            without.feed(stripped.toArray(Sample[]::new));
        }
    }

    private static String data(Random random) {
        List<String> members = new ArrayList<>();
        add(
                members,
                random,
                "\"supplier\":{\"name\":\"" + word(random) + " " + word(random) + "\",\"price\":" + random.nextInt(50)
                        + "}");
        add(members, random, "\"amount\":" + (random.nextBoolean() ? random.nextInt(50) : random.nextInt(500) / 10.0));
        add(members, random, "\"due\":\"2026-0" + (1 + random.nextInt(9)) + "-01\"");
        add(members, random, "\"open\":" + random.nextBoolean());
        add(members, random, "\"notes\":\"" + word(random) + " " + word(random) + " " + word(random) + "\"");
        add(members, random, "\"mixed\":" + (random.nextBoolean() ? "\"" + word(random) + "\"" : random.nextInt(9)));
        add(
                members,
                random,
                "\"list\":[{\"code\":\"X1\"},{\"code\":" + random.nextInt(9) + "},\"" + word(random) + "\"]");
        return "{" + String.join(",", members) + "}";
    }

    private static void add(List<String> members, Random random, String member) {
        if (random.nextInt(5) > 0) {
            members.add(member);
        }
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
